package io.github.usagebudget.budget;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A moment by which something must be done. Immutable. */
public record Deadline(Clock clock, Instant end) {

    public static Deadline after(Duration time, Clock clock) {
        return new Deadline(clock, clock.instant().plus(time));
    }

    /** Zero or less once it has passed. */
    public Duration timeLeft() {
        return Duration.between(clock.instant(), end);
    }

    /** What is left, but no more than one step may take; never less than a millisecond, so that a late step fails as late. */
    public Duration atMost(Duration step) {
        var left = timeLeft();
        if (left.compareTo(step) >= 0) return step;
        return left.compareTo(Duration.ofMillis(1)) > 0 ? left : Duration.ofMillis(1);
    }
}
