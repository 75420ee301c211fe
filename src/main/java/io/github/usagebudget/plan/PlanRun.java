package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UpdateContext.RunPlace;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * One run of a plan. Immutable.
 *
 * @param correlationId sent to Partner Center with all requests of the run
 * @param traceParent of the trace that the run belongs to (W3C Trace Context)
 * @param concurrency how many customers are worked on at the same time
 * @param end when the run must be done
 * @param longestUpdate the most time for one customer
 */
public record PlanRun(
        String id,
        UUID correlationId,
        Optional<String> traceParent,
        boolean dryRun,
        int concurrency,
        Deadline end,
        Duration longestUpdate) {
    /** The platform ends an HTTP answer at 230 s. */
    public static final Duration LONGEST_OVER_HTTP = Duration.ofSeconds(200);

    /** The last of these parts of a run's time is reserved for customers that were already started. */
    private static final int PARTS = 8;

    private static final Duration LONGEST_RESERVE = Duration.ofSeconds(30);

    /** The same run with the id of the run that it is a part of. */
    public PlanRun of(String runId) {
        return new PlanRun(runId, correlationId, traceParent, dryRun, concurrency, end, longestUpdate);
    }

    /** The context for a customer that starts now. */
    UpdateContext forCustomer(RunPlace place) {
        var deadline = Deadline.after(end.atMost(longestUpdate), end.ticker());
        return context(deadline).inRun(place);
    }

    /** The context for reading a list, which can take as long as the run. */
    public UpdateContext forList() {
        return context(end);
    }

    /** The context for a list that the run can do without. It has no more time than one customer. */
    public UpdateContext forOptionalList() {
        return context(Deadline.after(end.atMost(longestUpdate), end.ticker()));
    }

    private UpdateContext context(Deadline deadline) {
        return new UpdateContext(correlationId, UUID.randomUUID(), deadline).within(traceParent);
    }

    /** The same run with half of its remaining time. */
    PlanRun firstHalf() {
        var half = Deadline.after(end.timeLeft().dividedBy(2), end.ticker());
        return new PlanRun(id, correlationId, traceParent, dryRun, concurrency, half, longestUpdate);
    }

    /** The latest start of a customer. The time after it is for customers that were already started. */
    public Deadline lastStart() {
        var reserve = end.timeLeft().dividedBy(PARTS);
        return end.plus((reserve.compareTo(LONGEST_RESERVE) < 0 ? reserve : LONGEST_RESERVE).negated());
    }
}
