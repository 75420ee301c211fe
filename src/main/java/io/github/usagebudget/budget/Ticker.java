package io.github.usagebudget.budget;

/**
 * A monotonic clock for elapsed time, in nanoseconds from an arbitrary origin. Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface Ticker {
    /** The one of the machine. */
    Ticker SYSTEM = System::nanoTime;

    /** Only the difference between two values has a meaning. */
    long nanos();
}
