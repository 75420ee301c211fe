/** The Azure Functions: triggers, Funqy functions, HTTP requests and responses, and log lines. */
package io.github.usagebudget.function;
