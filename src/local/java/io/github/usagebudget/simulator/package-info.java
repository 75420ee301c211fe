/** Simulated identity endpoint, Key Vault, Entra ID and Partner Center on loopback. They share no code with the function. */
package io.github.usagebudget.simulator;
