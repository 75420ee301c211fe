/** Loads the classes of a first call while Quarkus boots. No other package depends on it. */
package io.github.usagebudget.startup;
