/** Neighbour: Partner Center, where the budgets are kept. Everything the vendor's wire looks like stays in here. */
package io.github.usagebudget.partnercenter;
