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
 * What a run did, customer by customer in the plan's order. Immutable.
 *
 * @param planVersion the digest of the plan it followed
 * @param currency the plan's; empty if it names none
 * @param defaultSkipped how many customers the default passed over, because Partner Center refuses them; empty without a default
 * @param stopped why no further customer was started, if that was neither the plan's end nor the time's
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
     * @param outcome how it ended for a customer whose outcome was not settled before
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

    /** The report of a plan that went out in batches: what is not settled is in their reports. */
    public static PlanReport queued(PreparedPlan prepared, PlanRun run, Instant finishedAt) {
        return of(prepared, run, finishedAt, PlannedOutcome::queued, Optional.empty());
    }

    /** How many ended how; every customer is counted once, so the counts add up to the plan. */
    public Map<ReportedOutcome, Integer> counts() {
        var counts = new EnumMap<ReportedOutcome, Integer>(ReportedOutcome.class);
        for (var kind : ReportedOutcome.values()) counts.put(kind, 0);
        for (var customer : customers) counts.merge(customer.kind(), 1, Integer::sum);
        return counts;
    }
}
