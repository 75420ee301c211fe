package io.github.usagebudget.simulator;

import java.util.concurrent.ThreadLocalRandom;

/**
 * What refuses requests, in real time: a token bucket that is filled steadily and emptied by requests, and chance. No limit if it lets none
 * through in a second. Thread-safe.
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

    /** @param percentRefused of all requests, whatever their rate */
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
