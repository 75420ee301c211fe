package io.github.usagebudget.partnercenter;

/**
 * The rate of requests. Without a refusal it grows by a fixed amount each second, and faster after a while; each refusal reduces it by a fixed
 * amount or more. So if several processes share one limit without knowing each other, the faster ones lose more, and all become equally fast.
 * Times are in nanoseconds, rates in millionths of a request per second. Not thread-safe.
 */
final class AdaptiveRate {
    private static final long SECOND = 1_000_000_000L;
    private static final long ONE_PER_SECOND = 1_000_000;
    private static final long SLOWEST = ONE_PER_SECOND / 20;
    private static final long FASTEST = 10_000 * ONE_PER_SECOND;

    /** The start rate of all batches of a plan together. */
    private static final long START = 20 * ONE_PER_SECOND;

    /** Growth of a process in a second; one that runs a share of a plan's batches also adds that share of the second number. */
    private static final long STEP = ONE_PER_SECOND * 8 / 100;

    private static final long STEP_OF_ALL = ONE_PER_SECOND;
    private static final int PARTS = 1_000_000;

    /** The least that a refusal takes off: this amount, or one part in {@value #CUT_PARTS}. */
    private static final long CUT = ONE_PER_SECOND;

    private static final long CUT_PARTS = 50;

    // Growth in a second, in thousandths of the rate
    private static final long DOUBLING = 1000;
    private static final long SEARCHING_GROWTH = 320;
    private static final long MORE_EACH_SECOND = 4;
    private static final long MOST_GROWTH = 80;

    // Milliseconds: until growth gets faster; in a slow process only after some answers, or after much longer
    private static final long CALM = 5_000;
    private static final long EACH_ANSWER = 50;
    private static final long CALM_WITHOUT_ANSWERS = 15_000;

    private enum Phase {
        /** The rate is not limited. */
        OPEN,
        /** The rate doubles each second: at the start of batches, and after slowing down did not help. */
        PROBING,
        /** It is only known that the rate before the first refusals was too high. */
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

    /** The time between two requests. Only if the rate is limited. */
    long gap() {
        return SECOND * ONE_PER_SECOND / rate;
    }

    long perSecond() {
        return rate;
    }

    /** Whether other processes are known to work on the same plan. */
    boolean isShared() {
        return shares > 0;
    }

    /** When the rate was last cut. Requests that were sent before say nothing about the current rate. */
    long cutAt() {
        return cutAt;
    }

    /** One of so many batches starts here; the others can run elsewhere. Together they start slowly. */
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

    void open() {
        phase = Phase.OPEN;
        rate = 0;
        beforeProbing = 0;
        probedInVain = false;
    }

    /** A request that was sent after the last cut was answered. */
    void answered() {
        answersSinceCut++;
    }

    /** @param used whether the rate, and not a lack of work, held requests back recently */
    void grow(long now, boolean used) {
        var millis = Math.min(SECOND, now - grownAt) / 1_000_000;
        // negative while nothing is sent
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
            // after probing the limit is known
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
            // the other processes have taken what this one gave up
            if (isShared()) rate = Math.min(rate, beforeProbing);
            probedInVain = true;
            phase = Phase.STEADY;
        } else phase = phase == Phase.STEADY || found(now) ? Phase.STEADY : Phase.SEARCHING;
        rate = Math.max(SLOWEST, rate);
        beforeProbing = 0;
        settle(now);
    }

    /** Whether the limit was reached from below, and not while the rate was still coming down. */
    private boolean found(long now) {
        return phase == Phase.SEARCHING && now - cutAt >= SECOND;
    }

    /** Slowing down did not help: looks for the limit from {@code from} up, or from the current rate if it is shared. */
    void check(long now, long from) {
        beforeProbing = rate;
        probedInVain = false;
        if (!isShared()) rate = Math.max(rate, from);
        phase = Phase.PROBING;
        settle(now);
    }

    void probeNoLongerHolds() {
        probedInVain = false;
    }

    /** Undoes the cuts since the rate was {@code before}. */
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
