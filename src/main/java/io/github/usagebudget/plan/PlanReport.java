package io.github.usagebudget.plan;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.plan.PlannedOutcome.ReportedOutcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run did, customer by customer in the plan's order. Immutable.
 *
 * @param planVersion the digest of the plan it followed
 * @param currency the plan's; empty if it names none
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
        Optional<BudgetFailure> stopped) {
    public PlanReport {
        customers = List.copyOf(customers);
    }

    /** The report of a plan that went out in batches: nothing is known of any customer yet. */
    public static PlanReport queued(
            BudgetPlan plan, String runId, boolean dryRun, Instant startedAt, Instant finishedAt) {
        var customers = plan.budgets().stream().map(PlannedOutcome::queued).toList();
        return new PlanReport(
                runId, plan.version(), dryRun, plan.currency(), startedAt, finishedAt, customers, Optional.empty());
    }

    /** How many ended how; every customer is counted once, so the counts add up to the plan. */
    public Map<ReportedOutcome, Integer> counts() {
        var counts = new EnumMap<ReportedOutcome, Integer>(ReportedOutcome.class);
        for (var kind : ReportedOutcome.values()) counts.put(kind, 0);
        for (var customer : customers) counts.merge(customer.kind(), 1, Integer::sum);
        return counts;
    }
}
