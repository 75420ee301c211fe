package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import io.github.usagebudget.budget.SafeText;
import java.util.Optional;
import java.util.logging.Level;

/**
 * Who or what triggered a change, and the logger to record it with.
 *
 * @param invocation the host's; only its logger writes lines with the invocation id
 * @param traceParent the trace (W3C Trace Context), passed on to Partner Center; empty if there is none
 * @param caller the object id of the caller; known only with {@code CALLER_AUTH=entra}
 */
record InvocationContext(
        ExecutionContext invocation, String correlationId, Optional<String> traceParent, Optional<String> caller) {
    /** For a timer or queue, which has no caller. */
    static InvocationContext of(ExecutionContext invocation, String correlationId) {
        return new InvocationContext(invocation, correlationId, TraceParent.of(invocation), Optional.empty());
    }

    String invocationId() {
        return invocation.getInvocationId();
    }

    void log(Level level, String line) {
        log(invocation, level, line);
    }

    /** Everything is logged through here, so whatever a line quotes, it stays one line. */
    static void log(ExecutionContext invocation, Level level, String line) {
        invocation.getLogger().log(level, SafeText.line(line));
    }
}
