/** Neighbour: Entra ID, which gives the access token for Partner Center in exchange for the app's credential. */
package io.github.usagebudget.entra;
