package io.github.usagebudget.function;

import io.github.usagebudget.http.Causes;
import java.util.Arrays;
import java.util.StringJoiner;

/** What may be logged about an exception: its types and a line of this code. No message, which may quote a secret, and no stack trace. */
final class SafeCause {
    private static final String OURS = "io.github.usagebudget.";

    private SafeCause() {}

    static String of(Throwable failure) {
        var types = new StringJoiner(" < ");
        var where = "";
        for (var cause : Causes.of(failure).toList()) {
            types.add(cause.getClass().getName());
            where = where(cause, where);
        }
        return types + where;
    }

    private static String where(Throwable cause, String known) {
        return Arrays.stream(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse(known);
    }
}
