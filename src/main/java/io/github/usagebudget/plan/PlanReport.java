package io.github.usagebudget.plan;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.plan.PlannedOutcome.ReportedOutcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The outcome of a run for each customer, in the plan's order. Immutable.
 *
 * @param planVersion the digest of the plan
 * @param currency of the plan; empty if it has none
 * @param defaultSkipped how many customers the default skipped because Partner Center refused to read their budget; empty without a default
 * @param stopped why the run stopped before the end of the plan and of its time; empty if it did not
 */
public record PlanReport(
        String runId,
        String planVersion,
        boolean dryRun,
        Optional<String> currency,
        Instant startedAt,
        Instant finishedAt,
        List<PlannedOutcome> customers,
        OptionalInt defaultSkipped,
        Optional<BudgetFailure> stopped) {
    public PlanReport {
        customers = List.copyOf(customers);
    }

    /**
     * The report of a plan.
     *
     * @param outcome the outcome of a customer that was not settled before
     */
    static PlanReport of(
            PreparedPlan prepared,
            PlanRun run,
            Instant finishedAt,
            Function<BudgetChange, PlannedOutcome> outcome,
            Optional<BudgetFailure> stopped) {
        var plan = prepared.plan();
        var customers = plan.budgets().stream()
                .map(change -> Optional.ofNullable(prepared.settled().get(change.customer()))
                        .orElseGet(() -> outcome.apply(change)))
                .toList();
        return new PlanReport(
                run.id(),
                plan.version(),
                run.dryRun(),
                plan.currency(),
                prepared.startedAt(),
                finishedAt,
                customers,
                prepared.defaultSkipped(),
                stopped);
    }

    /** The report of a plan that was sent out in batches. The reports of the batches have the outcomes that are not settled here. */
    public static PlanReport queued(PreparedPlan prepared, PlanRun run, Instant finishedAt) {
        return of(prepared, run, finishedAt, PlannedOutcome::queued, Optional.empty());
    }

    /** The number of customers with each outcome. Each customer counts once, so the numbers add up to the plan. */
    public Map<ReportedOutcome, Integer> counts() {
        var counts = new EnumMap<ReportedOutcome, Integer>(ReportedOutcome.class);
        for (var kind : ReportedOutcome.values()) counts.put(kind, 0);
        for (var customer : customers) counts.merge(customer.kind(), 1, Integer::sum);
        return counts;
    }
}
