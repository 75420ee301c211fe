/** Neighbour: Azure Key Vault, opened with the app's managed identity, which keeps the app's secrets. */
package io.github.usagebudget.keyvault;
