package io.github.usagebudget.http;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides whether to try again, and after how long. It never waits itself, so a table can test it. Immutable.
 *
 * @param attempts how many tries there may be in all
 * @param firstDelay the longest wait after the first try, doubled after each further one
 * @param longestDelay no wait of our own choosing is longer
 * @param longestAsked no wait that a neighbour asks for is longer, else there is no further try
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration longestDelay, Duration longestAsked) {

    /**
     * How long to wait before the next try; empty if there must be none. Waits as the neighbour asked, else somewhere up to the
     * doubled delay (full jitter), so that many callers do not come back at once.
     *
     * @param tries how many have been made
     * @param timeLeft a wait must be shorter, or there is no time for the try after it
     */
    public Optional<Duration> waitAfter(
            int tries, Optional<Duration> asked, Duration timeLeft, RandomGenerator random) {
        if (tries >= attempts) return Optional.empty();
        var wait = asked.orElseGet(() -> delayAfter(tries, random));
        var fits = wait.compareTo(timeLeft) < 0 && (asked.isEmpty() || wait.compareTo(longestAsked) <= 0);
        return fits ? Optional.of(wait) : Optional.empty();
    }

    /** A wait of our own choosing after so many tries. */
    public Duration delayAfter(int tries, RandomGenerator random) {
        var doubled = firstDelay.multipliedBy(1L << Math.min(tries - 1, 20));
        var most = doubled.compareTo(longestDelay) < 0 ? doubled : longestDelay;
        return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
    }
}
