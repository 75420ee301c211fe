package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Throttle;
import io.github.usagebudget.budget.Ticker;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.Pause;
import io.github.usagebudget.remote.RetryAfter;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The one brake of all plan runs' requests to Partner Center, whose limits are partly the partner's and partly the single customer's
 * (PARTNER-CENTER.md 3.5; no numbers are published). It is loose until two customers are refused shortly after one another: then the
 * limit is the partner's, and all of them share a pace. A single customer's throttle concerns nobody else. Thread-safe.
 */
@Singleton
class Brake implements Throttle {
    /** Two refusals further apart have nothing to do with each other. */
    private static final Duration TOGETHER = Duration.ofSeconds(2);

    /** A wait as short as this is a bucket's, which fills all the time; a longer one is a window's, in which nothing gets through. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(2);

    /** Nobody is held longer than a window lasts. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Clock clock;
    private final Ticker ticker;
    private final Pause pause;

    // Mutable state, guarded by this
    private final Pacing pacing = new Pacing();
    private CustomerTenantId lastRefused;
    private long refusals;
    private long lastRefusal = Long.MIN_VALUE / 2;

    Brake(Clock clock, Ticker ticker, Pause pause) {
        this.clock = clock;
        this.ticker = ticker;
        this.pause = pause;
    }

    /**
     * Returns when it is the request's turn.
     *
     * @throws BudgetFailure {@code throttled} if that is too late for it
     */
    void awaitTurn(Deadline deadline) {
        var wait = waitForTurn();
        if (wait.compareTo(Duration.ZERO) <= 0) return;
        if (wait.compareTo(deadline.timeLeft()) >= 0 || !pause.slept(wait))
            throw BudgetFailure.of(THROTTLED, "Partner Center asks for fewer requests, and others were first.")
                    .retryAfter(wait);
    }

    private synchronized Duration waitForTurn() {
        var now = now();
        return Duration.ofNanos(pacing.turn(now) - now);
    }

    /** Every answer teaches the pace. */
    void heard(CustomerTenantId customer, Answer answer) {
        if (answer.status() == 429) refused(customer, RetryAfter.of(answer, clock));
        else {
            synchronized (this) {
                pacing.passed(now());
            }
        }
    }

    @Override
    public synchronized long refusals() {
        return refusals;
    }

    private synchronized void refused(CustomerTenantId customer, Optional<Duration> asked) {
        var now = now();
        var partners = !customer.equals(lastRefused) && now - lastRefusal < TOGETHER.toNanos();
        refusals++;
        lastRefused = customer;
        lastRefusal = now;
        if (!partners) return;
        pacing.refused(now);
        asked.filter(wait -> wait.compareTo(SHORT_WAIT) > 0)
                .map(wait -> wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT)
                .ifPresent(wait -> pacing.holdUntil(now + wait.toNanos()));
    }

    private long now() {
        return ticker.nanos();
    }
}
