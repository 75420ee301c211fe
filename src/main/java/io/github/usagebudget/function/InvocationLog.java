package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes to the log of the invocation that a call belongs to: only the logger of its execution context reaches the host with the
 * invocation id (STACK.md, Logging), and the function behind the router does not see that context. Thread-safe.
 */
@Singleton
class InvocationLog {
    /** Where there is no Functions host. */
    private static final Logger NO_HOST = Logger.getLogger("usage-budget");

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();

    void begin(ExecutionContext invocation) {
        loggers.put(invocation.getInvocationId(), invocation.getLogger());
    }

    void end(ExecutionContext invocation) {
        loggers.remove(invocation.getInvocationId());
    }

    void write(Optional<String> invocationId, Level level, String line) {
        invocationId.map(loggers::get).orElse(NO_HOST).log(level, line);
    }
}
