/**
 * Who may call, where a function key is not enough ({@code CALLER_AUTH=entra}): bearer tokens of Entra, checked by SmallRye JWT. No class
 * of it is loaded in the other mode.
 */
package io.github.usagebudget.caller;
