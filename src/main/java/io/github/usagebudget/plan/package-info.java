/** Budget plans: their formats and rules, a run, its report, and the export of current budgets. */
package io.github.usagebudget.plan;
