package io.github.usagebudget.simulator;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Limits requests in real time with a token bucket, and refuses a percentage of them at random. A rate of 0 means no limit.
 * Thread-safe.
 */
final class Bucket {
    private static final long SECOND = 1_000_000_000L;

    private final long perSecond;
    private final long burst;
    private final int percentRefused;

    // Mutable state, guarded by this
    private long tokens;
    private long filledAt = System.nanoTime();
    private long served;
    private long refused;

    /** @param percentRefused how many percent of all requests to refuse, at any rate */
    Bucket(int perSecond, int burst, int percentRefused) {
        this.perSecond = perSecond;
        this.burst = burst * SECOND;
        this.percentRefused = percentRefused;
        this.tokens = this.burst;
    }

    synchronized boolean tryAcquire() {
        var through = ThreadLocalRandom.current().nextInt(100) >= percentRefused && (perSecond == 0 || hasToken());
        if (through) served++;
        else refused++;
        return through;
    }

    private boolean hasToken() {
        var now = System.nanoTime();
        tokens = Math.min(burst, tokens + (now - filledAt) * perSecond);
        filledAt = now;
        if (tokens < SECOND) return false;
        tokens -= SECOND;
        return true;
    }

    synchronized long served() {
        return served;
    }

    synchronized long refused() {
        return refused;
    }
}
