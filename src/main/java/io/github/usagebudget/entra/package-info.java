/** Access tokens from Entra ID: the app's credentials, the refresh token and its renewal, and the managed identity. */
package io.github.usagebudget.entra;
