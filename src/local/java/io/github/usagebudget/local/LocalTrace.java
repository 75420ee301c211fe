package io.github.usagebudget.local;

import com.microsoft.azure.functions.TraceContext;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An invocation's span (W3C Trace Context). */
record LocalTrace(String getTraceparent) implements TraceContext {
    /** A new span of the caller's trace, or of a new trace if the caller has none. */
    static LocalTrace after(Optional<String> caller) {
        var traceId = caller.filter(parent -> parent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}"))
                .map(parent -> parent.substring(3, 35))
                .orElse(hex());
        return new LocalTrace("00-" + traceId + "-" + hex().substring(0, 16) + "-01");
    }

    @Override
    public String getTracestate() {
        return "";
    }

    @Override
    public Map<String, String> getAttributes() {
        return Map.of();
    }

    private static String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
