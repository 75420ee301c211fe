package io.github.usagebudget.partnercenter;

import java.time.Duration;

/**
 * Decides when the next request can be sent. The rate is not limited until two customers are refused within a short time, or batches start that
 * other processes share. From then on every refusal slows down, unless the rate does not cause it ({@link UnrelatedRefusals}). If every request
 * is refused, nothing is sent until the end of the wait that Partner Center asks for. Never waits itself; times are in nanoseconds. Not
 * thread-safe.
 */
final class Pacing {
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1000 * MILLISECOND;

    /** Refusals further apart are unrelated. */
    private static final long TOGETHER = 2 * SECOND;
    /** A shorter wait means a token bucket, which fills all the time; a longer one means a window in which every request is refused. */
    private static final long SHORT_WAIT = 2 * SECOND;

    /** No known window is longer. */
    static final Duration LONGEST_HOLD = Duration.ofSeconds(60);

    /** So many refusals in a row are no coincidence: the window is closed, or the bucket stays empty. */
    private static final int CLOSED_WINDOW = 5;

    private static final int EMPTY_BUCKET = 24;

    private static final long FORGOTTEN = 300 * SECOND;
    private static final long LONG_AGO = Long.MIN_VALUE / 2;
    /** A request that is late by this much does not delay the one after it. */
    private static final long CATCH_UP = 50 * MILLISECOND;

    private static final int RECENT = 32;

    private final AdaptiveRate rate = new AdaptiveRate();
    private final UnrelatedRefusals unrelated = new UnrelatedRefusals();
    private final long[] recent = new long[RECENT];

    // Mutable state
    private long turns;
    private long lastTurn = LONG_AGO;
    private long heldBackAt = LONG_AGO;
    private long heldUntil = LONG_AGO;
    private long holdFor;
    private long refusedAt = LONG_AGO;
    private Object lastRefused;
    private int lastEight;
    private int inARow;
    private long rateBeforeRow;
    private long rateBeforeTest;

    /** One of so many batches of a plan starts in this process. */
    void batchStarts(long now, int batches) {
        if (batches < 2) return;
        forgetWhatIsOld(now);
        if (rate.isOpen()) refusedAt = now;
        rate.batchStarts(now, batches);
    }

    void batchEnds(int batches) {
        if (batches >= 2) rate.batchEnds(batches);
    }

    private void forgetWhatIsOld(long now) {
        if (rate.isOpen() || now - refusedAt <= FORGOTTEN) return;
        rate.open();
        unrelated.forget();
    }

    /** When the next request can be sent, as known now. */
    long nextTurn(long now) {
        forgetWhatIsOld(now);
        var next = rate.isOpen() ? heldUntil : Math.max(heldUntil, lastTurn + rate.gap());
        if (next > now) heldBackAt = now;
        return Math.max(now, next);
    }

    void turnTaken(long now) {
        lastTurn = rate.isOpen() ? now : Math.max(now - CATCH_UP, Math.min(now, lastTurn + rate.gap()));
        recent[(int) (turns++ % RECENT)] = now;
    }

    /** A request that was sent at {@code sent} was not refused. */
    void passed(long now, long sent) {
        inARow = 0;
        holdFor = 0;
        answered(now, sent, false);
        if (!rate.isOpen()) rate.grow(now, now - heldBackAt < SECOND);
    }

    /** A request that was sent at {@code sent} was refused, with a wait for its customer. */
    void refused(long now, long sent, Object customer, long wait) {
        var another = !customer.equals(lastRefused);
        var together = now - refusedAt <= TOGETHER;
        lastRefused = customer;
        refusedAt = now;
        if (inARow++ == 0) rateBeforeRow = rate.perSecond();
        answered(now, sent, true);
        if (nothingGetsThrough(sent, wait)) hold(now, wait);
        if (sent < rate.cutAt() || !another || rate.isOpen() && !together || unrelated.explainTheLast()) return;
        slowDown(now);
    }

    private boolean nothingGetsThrough(long sent, long wait) {
        return sent >= heldUntil && inARow >= (wait > SHORT_WAIT ? CLOSED_WINDOW : EMPTY_BUCKET);
    }

    /** Longer each time, as long as every request is refused. */
    private void hold(long now, long wait) {
        holdFor = Math.min(LONGEST_HOLD.toNanos(), Math.max(wait, 2 * holdFor));
        heldUntil = now + holdFor;
        unrelated.forget();
        // a closed window says nothing about the rate
        if (wait > SHORT_WAIT) rate.restore(heldUntil, rateBeforeRow);
    }

    private void slowDown(long now) {
        var before = rate.isOpen() ? recentRate(now) : rate.perSecond();
        if (unrelated.startCounting(now)) rateBeforeTest = before;
        unrelated.exceeded(now, rate.isProbing());
        rate.cut(now, before, Integer.bitCount(lastEight));
    }

    private void answered(long now, long sent, boolean refused) {
        lastEight = (lastEight << 1 | (refused ? 1 : 0)) & 0xFF;
        if (sent >= rate.cutAt()) rate.answered();
        var known = unrelated.areKnown();
        if (unrelated.answered(now, refused, rate.isShared())) rate.check(now, rateBeforeTest);
        else if (known && !unrelated.areKnown()) rate.probeNoLongerHolds();
    }

    private long recentRate(long now) {
        var known = (int) Math.min(turns, RECENT);
        var first = recent[(int) ((turns - known) % RECENT)];
        return known * 1_000_000L * 1000 / Math.max(1, (now - first) / MILLISECOND);
    }
}
