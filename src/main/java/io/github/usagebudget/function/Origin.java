package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.Optional;

/**
 * Whence a change comes, as its record names it. Immutable.
 *
 * @param invocationId the host's; empty where there is no Functions host
 * @param traceParent the trace it is a part of (W3C Trace Context), passed on to Partner Center; empty where there is none
 * @param caller the object id of who asked; known with {@code CALLER_AUTH=entra} alone
 */
record Origin(
        String correlationId, Optional<String> invocationId, Optional<String> traceParent, Optional<String> caller) {
    /** Nobody asked: a timer, or a queue. */
    static Origin of(ExecutionContext invocation, String correlationId) {
        return new Origin(
                correlationId, Optional.of(invocation.getInvocationId()), TraceParent.of(invocation), Optional.empty());
    }
}
