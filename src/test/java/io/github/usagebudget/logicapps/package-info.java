/** As much of Logic Apps as the sample workflow in {@code infra/logic-apps} uses, to run it against the real function. */
package io.github.usagebudget.logicapps;
