package io.github.usagebudget.function;

import io.github.usagebudget.remote.Pause;
import io.github.usagebudget.simulator.VirtualTime;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** In tests nothing waits: a pause moves the clock. */
class VirtualWiring {
    static final VirtualTime TIME = new VirtualTime(Instant.parse("2026-11-24T08:00:00Z"));

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
    Pause pause() {
        return TIME::advance;
    }
}
