/** The core: spending budgets, changes to them, failures, deadlines, and the use case that updates one budget. Depends on the JDK only. */
package io.github.usagebudget.budget;
