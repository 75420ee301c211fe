/** Simulated services on loopback: identity endpoint, Key Vault, Entra ID and Partner Center. They share no code with the function. */
package io.github.usagebudget.simulator;
