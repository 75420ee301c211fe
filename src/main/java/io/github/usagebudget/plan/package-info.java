/** Budget plans: the budgets of many customers in one text, read whole and checked whole before any of them is applied. */
package io.github.usagebudget.plan;
