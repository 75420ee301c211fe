package io.github.usagebudget.function;

import java.util.Optional;

/**
 * Whence a change comes, as its record names it. Immutable.
 *
 * @param invocationId the host's; empty where there is no Functions host
 * @param caller the object id of who asked; known with {@code CALLER_AUTH=entra} alone
 */
record Origin(String correlationId, Optional<String> invocationId, Optional<String> caller) {
    /** Nobody asked: a timer, or a queue. */
    Origin(String correlationId, String invocationId) {
        this(correlationId, Optional.of(invocationId), Optional.empty());
    }
}
