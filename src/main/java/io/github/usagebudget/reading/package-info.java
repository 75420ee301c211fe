/** How a budget is written by those who ask for one: the rules of a single budget, the same in a request and in every line of a plan. */
package io.github.usagebudget.reading;
