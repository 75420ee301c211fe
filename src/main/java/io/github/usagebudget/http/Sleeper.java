package io.github.usagebudget.http;

import java.time.Duration;

/** Waits; in tests, without spending the time. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface Sleeper {
    /** @throws InterruptedException if the thread is told to stop waiting */
    void await(Duration duration) throws InterruptedException;

    /** Waits; false if the thread was interrupted, and then the caller must stop, too. */
    default boolean sleep(Duration duration) {
        try {
            await(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
