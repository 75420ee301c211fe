package io.github.usagebudget.partnercenter;

/**
 * Finds refusals that the rate does not cause: those of single customers' limits, or because of another program at the same limit. Slowing down does
 * not reduce them. So refusals are counted in groups of {@value #GROUP} while the rate falls. If requests of a group are slower than before, but
 * refused as often, slowing down does not help; then that share of refusals is tolerated for a minute. Never waits; times are in nanoseconds,
 * shares in parts per million. Not thread-safe.
 */
final class UnrelatedRefusals {
    private static final long ALL = 1_000_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1000 * MILLISECOND;
    private static final int GROUP = 8;

    /** A smaller share hardly reduces the rate, so it is ignored. */
    private static final long LEAST = 10_000;
    /** The same for many processes at one limit, which are refused more often until their rates settle. */
    private static final long LEAST_OF_MANY = 50_000;
    /** From this share on, the rate is a cause in any case. */
    private static final long MOST = 450_000;

    /** In percent of the rate before; a higher rate does not count as slower. */
    private static final long SLOWER = 95;

    /** "As often" means at least half as often, because the numbers are small. */
    private static final long AS_OFTEN = 2;

    /** After this time slowing down is tested again; sooner if going faster made it worse. */
    private static final long TOLERATED_FOR = 60 * SECOND;

    private static final long DOUBTFUL_FOR = 20 * SECOND;

    /** By chance a share can double for a while, and some refusals can be added. */
    private static final long CHANCE = 2;

    private static final long A_FEW = 6 * ALL;

    // Mutable state: what came before this group, and this group
    private boolean counting;
    private long timeBefore;
    private long answersBefore;
    private long refusedBefore;
    private long startedAt;
    private long answers;
    private long refused;

    // Mutable state: what is tolerated
    private long tolerated;
    private long toleratedUntil;
    private long excess;

    /** Starts to test whether slowing down helps; false if a test is running or its result is known. */
    boolean startCounting(long now) {
        if (counting || areKnown()) return false;
        counting = true;
        forgetBefore();
        startGroup(now);
        return true;
    }

    /**
     * Records one answer.
     *
     * @param many whether other processes are known to be at the same limit
     * @return true if this answer shows that slowing down does not help
     */
    boolean answered(long now, boolean refusal, boolean many) {
        if (areKnown()) {
            excess = Math.max(0, excess + (refusal ? ALL : 0) - CHANCE * tolerated);
            if (now > toleratedUntil) forget();
            return false;
        }
        if (!counting) return false;
        answers++;
        if (refusal) refused++;
        if (answers > GROUP * ALL / (many ? LEAST_OF_MANY : LEAST)) counting = false;
        return counting && refused == GROUP && groupEnded(now);
    }

    private boolean groupEnded(long now) {
        var share = refused * ALL / answers;
        if (share >= MOST) {
            counting = false;
            return false;
        }
        var slower = isSlower(now);
        if (slower && share * AS_OFTEN >= refusedBefore * ALL / answersBefore) {
            counting = false;
            tolerated = (refused + refusedBefore) * ALL / (answers + answersBefore);
            toleratedUntil = now + TOLERATED_FOR;
            excess = 0;
            return true;
        }
        if (slower) forgetBefore();
        timeBefore += now - startedAt;
        answersBefore += answers;
        refusedBefore += refused;
        startGroup(now);
        return false;
    }

    private boolean isSlower(long now) {
        var time = (now - startedAt) / MILLISECOND;
        return answersBefore > 0 && answers * (timeBefore / MILLISECOND) * 100 < answersBefore * time * SLOWER;
    }

    private void forgetBefore() {
        timeBefore = 0;
        answersBefore = 0;
        refusedBefore = 0;
    }

    private void startGroup(long now) {
        startedAt = now;
        answers = 0;
        refused = 0;
    }

    /** Whether a share of the answers is known to be refused at any rate. */
    boolean areKnown() {
        return tolerated > 0;
    }

    /** Whether the last refusals are within the tolerated share. */
    boolean explainTheLast() {
        return areKnown() && excess <= A_FEW;
    }

    /**
     * The rate is cut because there were more refusals than tolerated.
     *
     * @param probing whether the rate was being raised again
     */
    void exceeded(long now, boolean probing) {
        excess = 0;
        if (probing) toleratedUntil = Math.min(toleratedUntil, now + DOUBTFUL_FOR);
    }

    void forget() {
        counting = false;
        tolerated = 0;
        excess = 0;
    }
}
