/** The checks behind {@code GET readiness}. They run one after the other, and change nothing. */
package io.github.usagebudget.readiness;
