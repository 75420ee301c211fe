package io.github.usagebudget.testing;

import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.http.Retrier.Sleeper;
import io.github.usagebudget.simulator.Simulator;
import io.github.usagebudget.simulator.VirtualTime;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Replaces the clock and the sleeper: in tests nothing waits, because a pause moves the clock. */
public class VirtualBeans {
    public static final VirtualTime TIME = new VirtualTime(Instant.parse("2026-11-24T08:00:00Z"));

    /** An internal error that the next pause throws, in the middle of an update. */
    public static final AtomicReference<Throwable> PAUSE_FAILS = new AtomicReference<>();

    /** Lets all caches expire, repairs the simulated services and forgets their requests. */
    public static void freshStart(Simulator simulator) {
        TIME.advance(Duration.ofHours(25));
        simulator.repair();
        simulator.forgetRequests();
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Clock clock() {
        return TIME;
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Ticker ticker() {
        return TIME::nanos;
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Sleeper sleeper() {
        return wait -> {
            var fault = PAUSE_FAILS.getAndSet(null);
            if (fault instanceof RuntimeException failure) throw failure;
            if (fault instanceof Error failure) throw failure;
            TIME.advance(wait);
        };
    }
}
