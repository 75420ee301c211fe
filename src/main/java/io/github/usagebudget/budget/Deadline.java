package io.github.usagebudget.budget;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * A point in time on a monotonic clock by which something must be done. Setting the wall clock does not change it. Immutable.
 *
 * @param end in the ticker's nanoseconds
 */
public record Deadline(Ticker ticker, long end) {
    public static Deadline after(Duration time, Ticker ticker) {
        return new Deadline(ticker, ticker.nanos() + time.toNanos());
    }

    /** Zero or less once it has passed. */
    public Duration timeLeft() {
        return Duration.ofNanos(end - ticker.nanos());
    }

    public boolean hasPassed() {
        return end - ticker.nanos() <= 0;
    }

    /** The same deadline, moved; a negative duration moves it closer. */
    public Deadline plus(Duration time) {
        return new Deadline(ticker, end + time.toNanos());
    }

    /** The earlier of two deadlines of one ticker. */
    public Deadline orEarlier(Deadline other) {
        return end - other.end <= 0 ? this : other;
    }

    /** The time left, but at most one step; never less than a millisecond, so that a late step fails with a timeout. */
    public Duration atMost(Duration step) {
        var left = timeLeft();
        if (left.compareTo(step) >= 0) return step;
        return left.compareTo(Duration.ofMillis(1)) > 0 ? left : Duration.ofMillis(1);
    }

    /** Waits for a lock until then. False if it is too late, or the thread is interrupted; then the caller must stop, too. */
    public boolean acquires(Lock lock) {
        try {
            return lock.tryLock(Math.max(0, timeLeft().toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A monotonic clock for elapsed time, in nanoseconds from an arbitrary origin. Implementations are safe for use by many threads. */
    @FunctionalInterface
    public interface Ticker {
        /** The one of the machine. */
        Ticker SYSTEM = System::nanoTime;

        /** Only the difference between two values has a meaning. */
        long nanos();
    }
}
