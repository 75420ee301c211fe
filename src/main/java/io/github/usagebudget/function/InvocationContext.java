package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import io.github.usagebudget.budget.SafeText;
import java.util.Optional;
import java.util.logging.Level;

/**
 * Whence a change comes, as its record names it, and the log that the record belongs into.
 *
 * @param invocation the host's: only its logger reaches the host with the invocation id
 * @param traceParent the trace it is a part of (W3C Trace Context), passed on to Partner Center; empty where there is none
 * @param caller the object id of who asked; known with {@code CALLER_AUTH=entra} alone
 */
record InvocationContext(
        ExecutionContext invocation, String correlationId, Optional<String> traceParent, Optional<String> caller) {
    /** Nobody asked: a timer, or a queue. */
    static InvocationContext of(ExecutionContext invocation, String correlationId) {
        return new InvocationContext(invocation, correlationId, TraceParent.of(invocation), Optional.empty());
    }

    String invocationId() {
        return invocation.getInvocationId();
    }

    void log(Level level, String line) {
        log(invocation, level, line);
    }

    /** The only way to the log: whatever the line quotes, it stays one line. */
    static void log(ExecutionContext invocation, Level level, String line) {
        invocation.getLogger().log(level, SafeText.line(line));
    }
}
