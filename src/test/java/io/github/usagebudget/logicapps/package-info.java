/** Runs the sample workflow in {@code infra/logic-apps} against the function. Supports only the parts of Logic Apps that it uses. */
package io.github.usagebudget.logicapps;
