/** Looks into everything that an update needs, one after the other, and changes nothing. */
package io.github.usagebudget.readiness;
