package io.github.usagebudget.callerauth;

import java.util.Optional;

/**
 * A caller whom Entra vouches for, and who has the role. Immutable.
 *
 * @param objectId of the user or service principal in the callers' tenant: the claim {@code oid}; empty if the token has none
 */
public record Caller(Optional<String> objectId) {}
