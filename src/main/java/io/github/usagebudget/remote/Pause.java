package io.github.usagebudget.remote;

import java.time.Duration;

/** Waiting, so that tests need not. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface Pause {
    /** @throws InterruptedException if the thread is told to stop waiting */
    void sleep(Duration duration) throws InterruptedException;
}
