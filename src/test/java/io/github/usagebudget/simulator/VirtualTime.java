package io.github.usagebudget.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that only moves when it is told to. Thread-safe. */
public final class VirtualTime extends Clock {
    private final AtomicReference<Instant> now;
    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

    public VirtualTime(Instant start) {
        now = new AtomicReference<>(start);
    }

    public void advance(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** The wall clock is set; elapsed time does not change by it. */
    public void set(Duration difference) {
        shift.updateAndGet(before -> before.plus(difference));
    }

    /** For measuring elapsed time. */
    public long nanos() {
        var instant = now.get();
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    @Override
    public Instant instant() {
        return now.get().plus(shift.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
