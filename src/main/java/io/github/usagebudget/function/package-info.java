/** The functions: triggers, requests, responses, and the one place where a failure becomes an answer. */
package io.github.usagebudget.function;
