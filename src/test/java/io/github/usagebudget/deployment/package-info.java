/** What stands outside the code and must agree with it: Bicep, azure.yaml, the example, the documentation, the build. */
package io.github.usagebudget.deployment;
