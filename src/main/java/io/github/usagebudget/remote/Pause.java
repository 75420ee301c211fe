package io.github.usagebudget.remote;

import java.time.Duration;

/** Waiting, so that tests need not. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface Pause {
    /** @throws InterruptedException if the thread is told to stop waiting */
    void sleep(Duration duration) throws InterruptedException;

    /** Waits to the end, or says false where the thread was told to stop: then whoever called must stop too. */
    default boolean slept(Duration duration) {
        try {
            sleep(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
