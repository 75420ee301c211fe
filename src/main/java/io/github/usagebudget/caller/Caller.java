package io.github.usagebudget.caller;

/**
 * Somebody whom Entra vouches for, and who has the role. Immutable.
 *
 * @param objectId of the user or service principal in the callers' tenant: the claim {@code oid}; null where the token has none
 */
public record Caller(String objectId) {}
