/** Who may call: verifies the access tokens of callers ({@code CALLER_AUTH=entra}). */
package io.github.usagebudget.callerauth;
