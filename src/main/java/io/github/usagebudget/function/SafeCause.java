package io.github.usagebudget.function;

import io.github.usagebudget.http.Causes;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * The loggable part of an exception: the types of its chain and a line of this code. No message, because it can quote a secret, and no
 * stack trace.
 */
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
