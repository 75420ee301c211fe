package io.github.usagebudget.simulator;

/** A token bucket, in real time: filled steadily, emptied by requests. No limit where it lets none through in a second. Thread-safe. */
final class Bucket {
    private static final long SECOND = 1_000_000_000L;

    private final long perSecond;
    private final long burst;

    // Mutable state, guarded by this
    private long tokens;
    private long filledAt = System.nanoTime();
    private long served;
    private long refused;

    Bucket(int perSecond, int burst) {
        this.perSecond = perSecond;
        this.burst = burst * SECOND;
        this.tokens = this.burst;
    }

    synchronized boolean lets() {
        if (perSecond == 0) return true;
        var now = System.nanoTime();
        tokens = Math.min(burst, tokens + (now - filledAt) * perSecond);
        filledAt = now;
        if (tokens < SECOND) {
            refused++;
            return false;
        }
        tokens -= SECOND;
        served++;
        return true;
    }

    synchronized long served() {
        return served;
    }

    synchronized long refused() {
        return refused;
    }
}
