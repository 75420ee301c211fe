package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.http.RetryPolicy;
import io.github.usagebudget.http.Sleeper;
import java.util.random.RandomGenerator;

/**
 * Decides whether a request to Partner Center is sent again, and waits before it is. In a plan run a refusal because of too many requests
 * does not count as an attempt: the customer gives up its place while it waits. Used by one thread.
 */
record RetryWaits(RetryPolicy schedule, Sleeper sleeper, RandomGenerator random, UpdateContext context) {
    /** In a run, one customer's refusals because of too many requests. */
    private static final int MOST_REFUSALS = 20;

    /** Whether so many requests of a kind are all that may be sent, or there is no time left. */
    boolean isSpent(int sent) {
        return sent >= schedule.attempts() || context.deadline().hasPassed();
    }

    /** Whether a further request of the kind may follow this result. */
    boolean allows(AttemptResult result, int sent) {
        return result.retried()
                && (!isSpent(sent) || !counts(result) && !context.deadline().hasPassed());
    }

    /** Whether the request counts as an attempt. */
    boolean counts(AttemptResult result) {
        return !result.isThrottled() || context.place().isEmpty();
    }

    /** Waits before the same request is sent again; false if it must not be. */
    boolean waited(AttemptResult result, int sent) {
        if (!result.retried()) return false;
        if (!counts(result)) return waitedOutside(result);
        return schedule.waitAfter(
                        sent, result.failure().retryAfter(), context.deadline().timeLeft(), random)
                .filter(sleeper::sleep)
                .isPresent();
    }

    private boolean waitedOutside(AttemptResult result) {
        var refusals = context.countRefusal();
        return refusals < MOST_REFUSALS
                && context.waitOutside(
                        result.failure().retryAfter().orElseGet(() -> schedule.delayAfter(refusals, random)));
    }
}
