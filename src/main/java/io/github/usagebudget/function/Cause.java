package io.github.usagebudget.function;

import java.util.Arrays;
import java.util.StringJoiner;

/** What a log may say of an exception: types and our own line of code. No message, which may quote a secret, and no stack trace. */
final class Cause {
    private static final int DEEPEST = 8;
    private static final String OURS = "io.github.usagebudget.";

    private Cause() {}

    static String of(Throwable failure) {
        var types = new StringJoiner(" < ");
        var where = "";
        // a chain may be a ring
        var depth = 0;
        for (var cause = failure; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
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
