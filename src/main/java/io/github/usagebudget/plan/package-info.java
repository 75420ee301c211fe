/** Budget plans: reading and checking them, applying them, reports, undo, and the export of current budgets. */
package io.github.usagebudget.plan;
