package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.RunPlace;
import io.github.usagebudget.budget.UpdateContext;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * One run of a plan. Immutable.
 *
 * @param correlationId under which Partner Center finds all its requests
 * @param traceParent the trace that they belong to (W3C Trace Context)
 * @param concurrency how many customers are seen to at once
 * @param end when the run must be done
 * @param longestUpdate what one customer may take
 */
public record PlanRun(
        String id,
        UUID correlationId,
        Optional<String> traceParent,
        boolean dryRun,
        int concurrency,
        Deadline end,
        Duration longestUpdate) {
    /** Of a run's time the last part is for those who have begun. */
    private static final int PARTS = 8;

    private static final Duration LONGEST_RESERVE = Duration.ofSeconds(30);

    /** The same run under the id of the one it is a part of. */
    public PlanRun of(String runId) {
        return new PlanRun(runId, correlationId, traceParent, dryRun, concurrency, end, longestUpdate);
    }

    /** For a customer that begins now, in its place. */
    UpdateContext forCustomer(RunPlace place) {
        var deadline = Deadline.after(end.atMost(longestUpdate), end.ticker());
        return UpdateContext.inRun(correlationId, UUID.randomUUID(), deadline, place)
                .within(traceParent);
    }

    /** For a list that may take as long as the run. */
    public UpdateContext forList() {
        return forList(end);
    }

    /** For a list that the run can do without: it takes no longer than one customer may. */
    public UpdateContext forOptionalList() {
        return forList(Deadline.after(end.atMost(longestUpdate), end.ticker()));
    }

    private UpdateContext forList(Deadline deadline) {
        return new UpdateContext(correlationId, UUID.randomUUID(), deadline).within(traceParent);
    }

    /** The same run with half of the time it has left. */
    PlanRun firstHalf() {
        var half = Deadline.after(end.timeLeft().dividedBy(2), end.ticker());
        return new PlanRun(id, correlationId, traceParent, dryRun, concurrency, half, longestUpdate);
    }

    /** When the last customer may begin: what is left then is for those who are under way. */
    public Deadline lastStart() {
        var reserve = end.timeLeft().dividedBy(PARTS);
        return end.plus((reserve.compareTo(LONGEST_RESERVE) < 0 ? reserve : LONGEST_RESERVE).negated());
    }
}
