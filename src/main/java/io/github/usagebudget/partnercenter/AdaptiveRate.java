package io.github.usagebudget.partnercenter;

/**
 * How fast requests may follow one another. Without a refusal the rate grows by a fixed amount each second, and faster the longer that
 * lasts; each refusal takes a fixed amount off it, or more. So of several processes at one limit, which know nothing of each other, the
 * faster ones lose more, and all become equally fast. Times are nanoseconds, rates are millionths of a request per second. Not
 * thread-safe.
 */
final class AdaptiveRate {
    private static final long SECOND = 1_000_000_000L;
    private static final long ONE_PER_SECOND = 1_000_000;
    private static final long SLOWEST = ONE_PER_SECOND / 20;
    private static final long FASTEST = 10_000 * ONE_PER_SECOND;

    /** All batches of a plan together start with this rate. */
    private static final long START = 20 * ONE_PER_SECOND;

    /** What a process adds in a second; one that has a share of a plan's batches adds so much of the second as well. */
    private static final long STEP = ONE_PER_SECOND * 8 / 100;

    private static final long STEP_OF_ALL = ONE_PER_SECOND;
    private static final int PARTS = 1_000_000;

    /** What a refusal takes off at least: this, or one part in so many. */
    private static final long CUT = ONE_PER_SECOND;

    private static final long CUT_PARTS = 50;

    // Growth in a second, in thousandths of the rate
    private static final long DOUBLING = 1000;
    private static final long SEARCHING_GROWTH = 320;
    private static final long MORE_EACH_SECOND = 4;
    private static final long MOST_GROWTH = 80;

    // Milliseconds: until growth gets faster, in a slow process no sooner than after some answers, or after much longer
    private static final long CALM = 5_000;
    private static final long EACH_ANSWER = 50;
    private static final long CALM_WITHOUT_ANSWERS = 15_000;

    private enum Phase {
        /** There is no pace. */
        OPEN,
        /** The rate doubles each second: at the start of batches, and after slowing down was in vain. */
        PROBING,
        /** Only one thing is known: that the rate before the first refusals was too high. */
        SEARCHING,
        STEADY
    }

    // Mutable state
    private Phase phase = Phase.OPEN;
    private long rate;
    private int shares;
    private long beforeProbing;
    private boolean probedInVain;
    private long grownAt;
    private long cutAt = Long.MIN_VALUE / 2;
    private long answersSinceCut;

    boolean isOpen() {
        return phase == Phase.OPEN;
    }

    boolean isProbing() {
        return phase == Phase.PROBING;
    }

    /** Between two requests; only if there is a pace. */
    long gap() {
        return SECOND * ONE_PER_SECOND / rate;
    }

    long perSecond() {
        return rate;
    }

    /** Whether other processes are known to be at work on the same plan. */
    boolean isShared() {
        return shares > 0;
    }

    /** When the rate was last cut: requests that went out before say nothing about it as it is now. */
    long cutAt() {
        return cutAt;
    }

    /** One of so many batches starts here, and the others may run elsewhere: together they start slowly. */
    void batchStarts(long now, int batches) {
        shares += PARTS / batches;
        if (phase == Phase.OPEN) {
            phase = Phase.PROBING;
            rate = 0;
            grownAt = now;
        }
        if (phase == Phase.PROBING && beforeProbing == 0) rate += Math.max(SLOWEST, START / batches);
    }

    void batchEnds(int batches) {
        shares -= PARTS / batches;
    }

    /** There is no pace any more. */
    void open() {
        phase = Phase.OPEN;
        rate = 0;
        beforeProbing = 0;
        probedInVain = false;
    }

    /** An answer came to a request that went out after the last cut. */
    void answered() {
        answersSinceCut++;
    }

    /** @param used whether the pace, and not only the work there was, held requests back just now */
    void grow(long now, boolean used) {
        var millis = Math.min(SECOND, now - grownAt) / 1_000_000;
        // negative while nothing goes out
        if (millis <= 0) return;
        grownAt = now;
        if (!used) return;
        var inASecond = rate * growth(now) / 1000 + (phase == Phase.STEADY ? STEP + STEP_OF_ALL * shares / PARTS : 0);
        rate = Math.min(FASTEST, rate + inASecond * millis / 1000);
    }

    private long growth(long now) {
        return switch (phase) {
            case OPEN -> 0;
            case PROBING -> DOUBLING;
            case SEARCHING -> now - cutAt < SECOND ? 0 : SEARCHING_GROWTH;
            // after probing it is known where the limit is
            case STEADY ->
                probedInVain ? 0 : Math.max(0, Math.min(MOST_GROWTH, (calm(now) - CALM) * MORE_EACH_SECOND / 1000));
        };
    }

    private long calm(long now) {
        var millis = (now - cutAt) / 1_000_000;
        return Math.max(Math.min(millis, answersSinceCut * EACH_ANSWER), millis - CALM_WITHOUT_ANSWERS);
    }

    /**
     * Slows down.
     *
     * @param before the rate until now
     * @param refused how many of the last eight requests were refused, this one included
     */
    void cut(long now, long before, int refused) {
        var cut = Math.max(Math.max(CUT, before / CUT_PARTS), before * (refused - 1) / 8);
        rate = before - Math.min(before / 2, cut);
        switch (phase) {
            case OPEN -> rate = Math.min(rate, before * 7 / 10);
            case PROBING -> rate = before / 2;
            case SEARCHING, STEADY -> {}
        }
        if (phase == Phase.PROBING && beforeProbing > 0) {
            // the others have taken what this one gave up
            if (isShared()) rate = Math.min(rate, beforeProbing);
            probedInVain = true;
            phase = Phase.STEADY;
        } else phase = phase == Phase.STEADY || found(now) ? Phase.STEADY : Phase.SEARCHING;
        rate = Math.max(SLOWEST, rate);
        beforeProbing = 0;
        settle(now);
    }

    /** Whether the limit was met from below, and not while the rate still came down. */
    private boolean found(long now) {
        return phase == Phase.SEARCHING && now - cutAt >= SECOND;
    }

    /** Slowing down was in vain: looks for the limit from {@code from} on, or from the rate as it is if that is shared. */
    void check(long now, long from) {
        beforeProbing = rate;
        probedInVain = false;
        if (!isShared()) rate = Math.max(rate, from);
        phase = Phase.PROBING;
        settle(now);
    }

    /** What was found by probing is not to be relied on any longer. */
    void probeNoLongerHolds() {
        probedInVain = false;
    }

    /** Takes back the cuts since the rate was {@code before}. */
    void restore(long now, long before) {
        if (before == 0) open();
        else rate = before;
        settle(now);
    }

    private void settle(long now) {
        cutAt = now;
        grownAt = now;
        answersSinceCut = 0;
    }
}
