package io.github.usagebudget.partnercenter;

/**
 * Refusals that our rate does not cause: limits of single customers, or another program at the same limit. They show by what slowing down
 * does to them: nothing. So refusals are counted in groups of {@value #GROUP} while the rate falls. If requests are slower in one group
 * than before it, and are refused as often, slowing down was in vain; then that share of refusals is tolerated for a minute. Decides and
 * never waits; times are nanoseconds, shares are per million. Not thread-safe.
 */
final class UnrelatedRefusals {
    private static final long ALL = 1_000_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1000 * MILLISECOND;
    private static final int GROUP = 8;

    /** A smaller share is not worth the question: the rate hardly falls because of it. */
    private static final long LEAST = 10_000;
    /** Many processes at one limit are refused more often than that while they settle. */
    private static final long LEAST_OF_MANY = 50_000;
    /** If so many are refused, the rate is the cause, whatever else there is. */
    private static final long MOST = 450_000;

    /** Per cent of the rate before: more is not slower. */
    private static final long SLOWER = 95;

    /** As often, for numbers this small: at least half as often. */
    private static final long AS_OFTEN = 2;

    /** Then slowing down is put to the test again; sooner if going faster made it worse. */
    private static final long TOLERATED_FOR = 60 * SECOND;

    private static final long DOUBTFUL_FOR = 20 * SECOND;

    /** Chance can double a share for a while, and add a few refusals. */
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

    /** Puts slowing down to the test; false if that is so already, or was done. */
    boolean startCounting(long now) {
        if (counting || areKnown()) return false;
        counting = true;
        forgetBefore();
        startGroup(now);
        return true;
    }

    /**
     * Takes note of one answer.
     *
     * @param many whether other processes are known to be at the same limit
     * @return true if slowing down has just been found to be in vain
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

    /** Whether a share of the answers is known to be refused whatever the rate. */
    boolean areKnown() {
        return tolerated > 0;
    }

    /** Whether the last refusals were no more than what is tolerated. */
    boolean explainTheLast() {
        return areKnown() && excess <= A_FEW;
    }

    /**
     * The rate is cut because there were more than are tolerated.
     *
     * @param probing whether that is so because the rate was raised again
     */
    void exceeded(long now, boolean probing) {
        excess = 0;
        if (probing) toleratedUntil = Math.min(toleratedUntil, now + DOUBTFUL_FOR);
    }

    /** Nothing is known any more. */
    void forget() {
        counting = false;
        tolerated = 0;
        excess = 0;
    }
}
