package io.github.usagebudget.http;

import java.time.Duration;

/** Waiting, so that tests need not. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface Sleeper {
    /** @throws InterruptedException if the thread is told to stop waiting */
    void await(Duration duration) throws InterruptedException;

    /** Waits to the end. False if the thread was interrupted; then the caller must stop too. */
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
