/** What an operator sets: environment variables, read when they are needed, each fault naming the setting. */
package io.github.usagebudget.config;
