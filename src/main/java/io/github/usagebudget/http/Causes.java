package io.github.usagebudget.http;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Reads the causes of a failure, up to a limit: a chain of causes can be a ring. */
public final class Causes {
    private static final int DEEPEST = 16;

    private static final String OURS = "io.github.usagebudget.";

    private Causes() {}

    /** The failure itself, then its causes, the nearest first. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    public static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The types of the failure and its causes, and a line of this code. No message, because it can quote a secret, and no stack trace. */
    public static String loggable(Throwable failure) {
        var types = new StringJoiner(" < ");
        var where = "";
        for (var cause : of(failure).toList()) {
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
