package io.github.usagebudget.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that only {@link #advance} moves. Thread-safe. */
public final class VirtualTime extends Clock {
    private final AtomicReference<Instant> now;
    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

    public VirtualTime(Instant start) {
        now = new AtomicReference<>(start);
    }

    public void advance(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** Sets the wall clock by this difference, without a change of elapsed time. */
    public void set(Duration difference) {
        shift.updateAndGet(before -> before.plus(difference));
    }

    /** Elapsed time, like {@link System#nanoTime}. */
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
