package io.github.usagebudget.budget;

/**
 * Measures elapsed time: nanoseconds from an arbitrary origin that never go backwards, whatever happens to the wall clock. In the
 * application it is {@link System#nanoTime}. Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface Ticker {
    /** Only differences between two values mean anything. */
    long nanos();
}
