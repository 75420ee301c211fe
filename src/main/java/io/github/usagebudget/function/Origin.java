package io.github.usagebudget.function;

import java.util.Optional;

/**
 * Whence a change comes, as its record names it. Immutable.
 *
 * @param invocationId the host's; empty where there is no Functions host
 */
record Origin(String correlationId, Optional<String> invocationId) {}
