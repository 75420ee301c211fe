package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.budget.RefusalCount;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.HttpReply.RetryAfter;
import io.github.usagebudget.http.Retrier.Sleeper;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits the rate of all plan runs' requests to Partner Center in this process. Partner Center limits the partner and each customer, but
 * publishes no numbers (https://learn.microsoft.com/partner-center/developer/api-throttling-guidance). Thread-safe.
 */
@Singleton
class PlanThrottle implements RefusalCount {
    /** The rate can change while a request waits for its turn. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    private final Clock clock;
    private final Ticker ticker;
    private final Sleeper sleeper;

    /** The first in line waits for its turn, all others wait for the first. So turns are in the order of arrival. */
    private final ReentrantLock line = new ReentrantLock(true);

    // Mutable state, guarded by this
    /** Null until the first run: a single update does not need it. */
    private Pacing pacing;

    private long refusals;

    PlanThrottle(Clock clock, Ticker ticker, Sleeper sleeper) {
        this.clock = clock;
        this.ticker = ticker;
        this.sleeper = sleeper;
    }

    /**
     * Waits for the request's turn. The wait does not count towards the customer's deadline. The customer keeps its place in the run, because
     * any other customer would wait for the same rate.
     *
     * @return when the request is sent, for {@link #answered}
     * @throws BudgetFailure {@code throttled} if the run ends before the turn
     */
    long awaitTurn(UpdateContext context) {
        var arrived = ticker.nanos();
        if (line.isLocked() || !tookTurn(arrived)) {
            waitInLine(context.place().orElseThrow().end());
            context.exclude(Duration.ofNanos(ticker.nanos() - arrived));
        }
        return ticker.nanos();
    }

    private void waitInLine(Deadline end) {
        if (!end.acquires(line)) throw tooLate(Duration.ZERO);
        try {
            while (!tookTurn(ticker.nanos())) {
                var wait = untilTurn();
                var nap = shorter(wait, LOOK_AGAIN);
                if (wait.compareTo(end.timeLeft()) >= 0 || !sleeper.sleep(nap)) throw tooLate(wait);
            }
        } finally {
            line.unlock();
        }
    }

    private Pacing pacing() {
        if (pacing == null) pacing = new Pacing();
        return pacing;
    }

    private synchronized boolean tookTurn(long now) {
        if (pacing().nextTurn(now) > now) return false;
        pacing().turnTaken(now);
        return true;
    }

    private synchronized Duration untilTurn() {
        var now = ticker.nanos();
        var wait = Duration.ofNanos(pacing().nextTurn(now) - now);
        return wait.compareTo(SHORTEST_WAIT) > 0 ? wait : SHORTEST_WAIT;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static BudgetFailure tooLate(Duration wait) {
        return BudgetFailure.of(
                        THROTTLED, "Partner Center is throttling requests, and the run ends before this one's turn.")
                .retryAfter(wait);
    }

    synchronized void answered(long sent, CustomerTenantId customer, HttpReply answer) {
        var now = ticker.nanos();
        if (!StatusMeaning.isThrottled(answer.status())) {
            pacing().passed(now, sent);
            return;
        }
        refusals++;
        var wait = RetryAfter.of(answer, clock).orElse(Duration.ZERO);
        pacing().refused(now, sent, customer, shorter(wait, Pacing.LONGEST_HOLD).toNanos());
    }

    @Override
    public synchronized long refusals() {
        return refusals;
    }

    @Override
    public synchronized void batchStarts(int batches) {
        pacing().batchStarts(ticker.nanos(), batches);
    }

    @Override
    public synchronized void batchEnds(int batches) {
        pacing().batchEnds(batches);
    }
}
