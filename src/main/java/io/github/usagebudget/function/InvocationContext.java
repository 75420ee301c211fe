package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.budget.TextForms;
import io.github.usagebudget.json.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.regex.Pattern;

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

    void log(Level level, String name, Object fields) {
        log(invocation, level, name, fields);
    }

    /** Logs a name and a JSON object. */
    static void log(ExecutionContext invocation, Level level, String name, Object fields) {
        log(invocation, level, name + " " + JsonText.of(fields));
    }

    /** Everything is logged through here, so whatever a line quotes, it stays one line. */
    private static void log(ExecutionContext invocation, Level level, String line) {
        invocation.getLogger().log(level, SafeText.line(line));
    }

    /**
     * The id that links a caller's request to the log of this function and to that of Partner Center. Immutable.
     *
     * @param id returned to the caller unchanged
     * @param upstream the same id as a GUID, which Partner Center requires
     */
    record Correlation(String id, UUID upstream) {
        private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]{1,128}");
        private static final Pattern HEX_32 = Pattern.compile("\\p{XDigit}{32}");

        /** The caller's own id, else the tracking id of Logic Apps, else the trace id, else a new id. */
        static Correlation of(UnaryOperator<String> headers) {
            return printable(headers.apply("x-ms-correlation-id"))
                    .or(() -> printable(headers.apply("x-ms-client-tracking-id")))
                    .or(() -> TraceParent.traceId(headers.apply(TraceParent.HEADER)))
                    .map(id -> new Correlation(id, guid(id)))
                    .orElseGet(Correlation::fresh);
        }

        private static Correlation fresh() {
            var id = UUID.randomUUID();
            return new Correlation(id.toString(), id);
        }

        private static Optional<String> printable(String header) {
            return Optional.ofNullable(header)
                    .map(String::strip)
                    .filter(id -> PRINTABLE.matcher(id).matches());
        }

        private static UUID guid(String id) {
            var guid = TextForms.guid(id);
            if (guid.isPresent()) return guid.get();
            if (HEX_32.matcher(id).matches())
                return new UUID(
                        Long.parseUnsignedLong(id.substring(0, 16), 16), Long.parseUnsignedLong(id.substring(16), 16));
            return NamedUuid.of("correlation\n" + id);
        }
    }

    /** The header {@code traceparent} (W3C Trace Context, section 3.2). It is passed on unchanged; no span is created here. */
    static final class TraceParent {
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

    /** UUID version 5 (RFC 9562, section 5.5): the same name gives the same id on every machine. The JDK only has version 3. */
    static final class NamedUuid {
        /** A fixed random id. If it changed, repeated requests would look new. */
        private static final UUID NAMESPACE = UUID.fromString("0b7c6a1e-5a0c-4b52-9d0e-7c1f6f0f2f35");

        private NamedUuid() {}

        static UUID of(String name) {
            return of(NAMESPACE, name);
        }

        static UUID of(UUID namespace, String name) {
            var sha1 = sha1();
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(namespace.getMostSignificantBits())
                    .putLong(namespace.getLeastSignificantBits())
                    .array());
            var hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            var high = (hash.getLong() & ~0xF000L) | 0x5000L;
            var low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        }

        private static MessageDigest sha1() {
            try {
                return MessageDigest.getInstance("SHA-1");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-1", e);
            }
        }
    }
}
