/**
 * The four neighbours, small and true: they keep state, sign and verify real tokens, and are stricter than the real ones. A witness
 * of its own: knows no class of the function and no library of its, so that no mistake is shared.
 */
package io.github.usagebudget.simulator;
