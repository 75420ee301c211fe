package io.github.usagebudget.budget;

/**
 * A monotonic clock for elapsed time, in nanoseconds from an arbitrary origin. In the application it is {@link System#nanoTime}. Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface Ticker {
    /** Only the difference between two values has a meaning. */
    long nanos();
}
