package io.github.usagebudget.partnercenter;

import java.util.Random;

/** Refuses requests in a {@link PacingSimulation}. Times are nanoseconds. */
@FunctionalInterface
interface SimulatedLimit {
    long SECOND = 1_000_000_000L;

    /** The wait for a refused request; zero if it is not refused. */
    long refusal(long now, Random random);

    /** Refuses nothing. */
    static SimulatedLimit none() {
        return (now, random) -> 0;
    }

    /** Refuses a percentage of all requests, at any rate. */
    static SimulatedLimit random(int percent, int wait) {
        return (now, random) -> random.nextInt(100) < percent ? wait * SECOND : 0;
    }

    /** A token bucket. */
    static SimulatedLimit bucket(int perSecond, int burst, int wait) {
        return new SimulatedLimit() {
            private long tokens = burst * SECOND;
            private long filledAt;

            @Override
            public long refusal(long now, Random random) {
                tokens = Math.min(burst * SECOND, tokens + (now - filledAt) * perSecond);
                filledAt = now;
                if (tokens < SECOND) return wait * SECOND;
                tokens -= SECOND;
                return 0;
            }
        };
    }

    /** This many requests in each fixed window; a refused request waits for the next window. */
    static SimulatedLimit windows(int requests, int seconds) {
        return new SimulatedLimit() {
            private long window = -1;
            private int used;

            @Override
            public long refusal(long now, Random random) {
                var length = seconds * SECOND;
                if (now / length != window) {
                    window = now / length;
                    used = 0;
                }
                if (used++ < requests) return 0;
                var left = (window + 1) * length - now;
                return (left + SECOND - 1) / SECOND * SECOND;
            }
        };
    }

    /** Refuses a request if one of both does. */
    default SimulatedLimit and(SimulatedLimit other) {
        return (now, random) -> {
            var wait = refusal(now, random);
            return wait > 0 ? wait : other.refusal(now, random);
        };
    }

    /** Uses another limit from this time on. */
    default SimulatedLimit until(int second, SimulatedLimit next) {
        return (now, random) -> now < second * SECOND ? refusal(now, random) : next.refusal(now, random);
    }
}
