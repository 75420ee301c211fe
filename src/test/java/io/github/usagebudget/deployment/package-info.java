/** Checks that Bicep, azure.yaml, the example settings, the documentation and the build agree with the code. */
package io.github.usagebudget.deployment;
