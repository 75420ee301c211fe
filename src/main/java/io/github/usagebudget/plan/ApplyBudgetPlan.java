package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetPolicy;
import io.github.usagebudget.budget.CustomerLocks;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.budget.UpdateContext.RunPlace;
import io.github.usagebudget.budget.UpdateUsageBudget;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * The use case for many customers: sets the budgets of a plan, each through the same {@link UpdateUsageBudget} as a single request, and
 * reports the outcome for each customer. A failure for one customer does not stop the others, unless it shows that none can succeed.
 * Thread-safe.
 */
public record ApplyBudgetPlan(UsageBudgets budgets, CustomerLocks locks, WorkPlaces places, Clock clock) {

    /** Records attempts and progress. Many threads call it at the same time. */
    public interface Recorder {
        void attempted(BudgetAttempt attempt);

        void progressed(int done, int planned);
    }

    /**
     * Runs until the plan is done, the time is over, or no further customer can succeed. Reads each budget first, and writes only if it
     * differs.
     */
    public PlanReport apply(PreparedPlan prepared, PlanRun run, BudgetPolicy policy, Recorder recorder) {
        var update = new UpdateUsageBudget(budgets, policy, locks, true);
        var open = prepared.open();
        var planned = prepared.plan().budgets().size();
        var done = new AtomicInteger(planned - open.size());
        var outcomes = new ConcurrentHashMap<CustomerTenantId, PlannedOutcome>();
        var stop = new StopRule();
        BiConsumer<BudgetChange, RunPlace> work = (change, place) -> {
            // a usage record is enough to report "unchanged", but not to write
            var listed = prepared.record(change.customer()).flatMap(UsageRecord::budget);
            var attempt = update.attempt(run.dryRun() ? change.asDryRun() : change, listed, run.forCustomer(place));
            var outcome = PlannedOutcome.of(attempt);
            // before the recorder, so that the report has the outcome even if recording fails
            outcomes.put(change.customer(), outcome);
            stop.ended(outcome);
            if (outcome.kind() != ReportedOutcome.NOT_ATTEMPTED) recorder.attempted(attempt);
            recorder.progressed(done.incrementAndGet(), planned);
        };
        if (prepared.stopped().isEmpty())
            places.each(open, run, () -> stop.reason().isEmpty(), work);
        return PlanReport.of(
                prepared,
                run,
                clock.instant(),
                change -> outcomes.getOrDefault(change.customer(), PlannedOutcome.notAttempted(change)),
                prepared.stopped().or(stop::reason));
    }

    /**
     * Decides when no further customer can succeed: immediately if credentials or settings fail before a request to Partner Center, and after
     * Partner Center itself refused the credentials for {@value #REFUSED} customers, if none succeeded between them. Thread-safe.
     */
    static final class StopRule {
        private static final int REFUSED = 3;

        // Mutable state, guarded by this
        private int refused;
        private BudgetFailure reason;

        void ended(PlannedOutcome outcome) {
            if (outcome.kind() != ReportedOutcome.NOT_ATTEMPTED) ended(outcome.failure());
        }

        /** Records how one customer ended: without a failure, or with one. */
        synchronized void ended(Optional<BudgetFailure> failure) {
            if (failure.isEmpty()) refused = 0;
            else if (reason == null && stops(failure.get())) reason = failure.get();
        }

        private boolean stops(BudgetFailure failure) {
            if (failure.partnerCenter().isPresent())
                return failure.kind() == CREDENTIALS_REFUSED && ++refused >= REFUSED;
            return switch (failure.kind()) {
                case CREDENTIALS_REFUSED, CREDENTIALS_UNAVAILABLE, MISCONFIGURED -> true;
                default -> false;
            };
        }

        /** Why no further customer is started; empty while the run continues. */
        synchronized Optional<BudgetFailure> reason() {
            return Optional.ofNullable(reason);
        }
    }
}
