/** The core: what a budget change is and when it may be made. Knows the JDK only: no framework, no wire, no clock of its own. */
package io.github.usagebudget.budget;
