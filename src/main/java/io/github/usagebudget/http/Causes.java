package io.github.usagebudget.http;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the causes of a failure, up to a limit: a chain of causes can be a ring. */
public final class Causes {
    private static final int DEEPEST = 16;

    private Causes() {}

    /** The failure itself, then its causes, the nearest first. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    public static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
