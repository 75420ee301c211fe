package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code traceparent} (W3C Trace Context, section 3.2). It is passed on unchanged; no span is created here. */
final class TraceParent {
    static final String HEADER = "traceparent";

    /** version - trace id - parent id - flags */
    private static final Pattern VALID = Pattern.compile(
            "(?!ff|00.{54})[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");

    private TraceParent() {}

    /** The host's header, which continues the caller's trace; empty if the host does not trace. */
    static Optional<String> of(ExecutionContext invocation) {
        var trace = invocation.getTraceContext();
        return trace == null ? Optional.empty() : valid(trace.getTraceparent());
    }

    static Optional<String> valid(String header) {
        return Optional.ofNullable(header).filter(VALID.asMatchPredicate()).filter(text -> text.length() <= 256);
    }

    /** 32 hexadecimal digits. */
    static Optional<String> traceId(String header) {
        return valid(header).map(text -> text.substring(3, 35));
    }
}
