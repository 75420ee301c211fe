package io.github.usagebudget.function;

import io.github.usagebudget.budget.Guid;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

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

    /** Whether Partner Center accepts it unchanged. */
    static boolean isGuid(String id) {
        return id != null && Guid.parse(id).isPresent();
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
        var guid = Guid.parse(id);
        if (guid.isPresent()) return guid.get();
        if (HEX_32.matcher(id).matches())
            return new UUID(
                    Long.parseUnsignedLong(id.substring(0, 16), 16), Long.parseUnsignedLong(id.substring(16), 16));
        return NamedUuid.of("correlation\n" + id);
    }
}
