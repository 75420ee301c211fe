/** Secrets in Azure Key Vault. */
package io.github.usagebudget.keyvault;
