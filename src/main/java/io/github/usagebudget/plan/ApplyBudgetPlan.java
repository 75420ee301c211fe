package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetAttempt;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.RunPlace;
import io.github.usagebudget.budget.UpdateUsageBudget;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

/**
 * The use case for many: brings the customers of a plan to their budgets, each by the same {@link UpdateUsageBudget} as a single one, and
 * says of each what came of it. One customer's failure stops no other, unless it shows that none can succeed. Thread-safe.
 *
 * @param update reads first, and writes only what differs
 * @param listed budgets as a list has them: they justify {@code unchanged}, but never a write
 * @param recorder told of each attempt
 * @param places shared by all runs of the process
 * @param clock for the report's times
 * @param sleeper waits; false if the thread is interrupted
 */
public record ApplyBudgetPlan(
        UpdateUsageBudget update,
        Map<CustomerTenantId, Budget> listed,
        Recorder recorder,
        WorkPlaces places,
        Clock clock,
        Predicate<Duration> sleeper) {

    /** Keeps what was done. Called by many threads at once. */
    public interface Recorder {
        void attempted(BudgetAttempt attempt);

        /** One more customer was seen to. */
        void progressed(int done, int planned);
    }

    /** Runs to the end of the plan, or of the time there is, or until no further customer can succeed. */
    public PlanReport apply(BudgetPlan plan, PlanRun run) {
        var started = clock.instant();
        var outcomes = new AtomicReferenceArray<PlannedOutcome>(plan.budgets().size());
        var stop = new StopRule();
        work(plan.budgets(), run, stop, outcomes);
        var customers = new ArrayList<PlannedOutcome>(outcomes.length());
        for (var i = 0; i < outcomes.length(); i++) {
            var outcome = outcomes.get(i);
            customers.add(
                    outcome != null
                            ? outcome
                            : PlannedOutcome.notAttempted(plan.budgets().get(i)));
        }
        return new PlanReport(
                run.id(),
                plan.version(),
                run.dryRun(),
                plan.currency(),
                started,
                clock.instant(),
                customers,
                stop.reason());
    }

    private void work(
            List<BudgetChange> budgets, PlanRun run, StopRule stop, AtomicReferenceArray<PlannedOutcome> outcomes) {
        var done = new AtomicInteger();
        new CustomerWork(places, sleeper)
                .each(budgets.size(), run, () -> stop.reason().isEmpty(), (index, place) -> {
                    var outcome = outcome(budgets.get(index), run, place);
                    stop.ended(outcome);
                    outcomes.set(index, outcome);
                    recorder.progressed(done.incrementAndGet(), budgets.size());
                });
    }

    private PlannedOutcome outcome(BudgetChange planned, PlanRun run, RunPlace place) {
        var change = run.dryRun() ? planned.asDryRun() : planned;
        var attempt = update.attempt(change, listed(change), run.forCustomer(place));
        var outcome = PlannedOutcome.of(attempt);
        if (outcome.kind() != PlannedOutcome.ReportedOutcome.NOT_ATTEMPTED) recorder.attempted(attempt);
        return outcome;
    }

    private Optional<Budget> listed(BudgetChange change) {
        return Optional.ofNullable(listed.get(change.customer()));
    }
}
