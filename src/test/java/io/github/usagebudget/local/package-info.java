/**
 * A small local host: loads the staging folder as the Azure Functions Java worker does, beside simulated neighbours or real ones.
 * Knows no class of the function; of libraries only Microsoft's function interfaces.
 */
package io.github.usagebudget.local;
