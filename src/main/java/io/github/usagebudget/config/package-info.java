/** Settings: environment variables, read when they are needed. Each error names its setting. */
package io.github.usagebudget.config;
