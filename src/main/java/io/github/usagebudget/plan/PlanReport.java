package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.TextForms;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
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

    /** @param outcome the outcome of a customer that was not settled before */
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
        return of(
                prepared,
                run,
                finishedAt,
                change -> PlannedOutcome.unsent(change, ReportedOutcome.QUEUED),
                Optional.empty());
    }

    /** The number of customers with each outcome. Each customer counts once, so the numbers add up to the plan. */
    public Map<ReportedOutcome, Integer> counts() {
        var counts = new EnumMap<ReportedOutcome, Integer>(ReportedOutcome.class);
        for (var kind : ReportedOutcome.values()) counts.put(kind, 0);
        for (var customer : customers) counts.merge(customer.kind(), 1, Integer::sum);
        return counts;
    }

    /**
     * The outcome for one customer of a plan. Immutable.
     *
     * @param before the budget before the run; empty if it was not read
     * @param requestId of the last request to Partner Center; empty if none was sent
     * @param failure empty unless the kind is {@link ReportedOutcome#FAILED}
     */
    public record PlannedOutcome(
            BudgetChange change,
            ReportedOutcome kind,
            Optional<Budget> before,
            Optional<UUID> requestId,
            Optional<BudgetFailure> failure) {
        public enum ReportedOutcome {
            UPDATED,
            REMOVED,
            /** The budget already was as planned. */
            UNCHANGED,
            /** In a dry run: the budget differs from the plan. */
            WOULD_UPDATE,
            /** In a dry run: there is a budget, and the plan removes it. */
            WOULD_REMOVE,
            FAILED,
            /** Sent out with a batch; the batch's own report has the outcome. */
            QUEUED,
            /** Nothing was sent, because the time was over or the run was stopped. Run the plan again to continue. */
            NOT_ATTEMPTED;

            /** The value in reports: {@code would-update}. */
            public String written() {
                return TextForms.kebabCase(this);
            }
        }

        /** A customer that the run had no time for is reported as not attempted. */
        static PlannedOutcome of(BudgetAttempt attempt) {
            var isThrottled = attempt.failure().filter(failure -> failure.kind() == THROTTLED);
            if (isThrottled.isPresent() && attempt.requestId().isEmpty()) return notAttempted(attempt.change());
            return new PlannedOutcome(
                    attempt.change(), kind(attempt), attempt.previous(), attempt.requestId(), attempt.failure());
        }

        static PlannedOutcome failed(BudgetChange change, BudgetFailure failure, Optional<UUID> requestId) {
            return new PlannedOutcome(
                    change, ReportedOutcome.FAILED, Optional.empty(), requestId, Optional.of(failure));
        }

        static PlannedOutcome notAttempted(BudgetChange change) {
            return unsent(change, ReportedOutcome.NOT_ATTEMPTED);
        }

        private static PlannedOutcome unsent(BudgetChange change, ReportedOutcome kind) {
            return new PlannedOutcome(change, kind, Optional.empty(), Optional.empty(), Optional.empty());
        }

        private static ReportedOutcome kind(BudgetAttempt attempt) {
            return switch (attempt.outcome()) {
                case UPDATED -> ReportedOutcome.UPDATED;
                case REMOVED -> ReportedOutcome.REMOVED;
                case UNCHANGED -> ReportedOutcome.UNCHANGED;
                case PLANNED ->
                    attempt.change().amount().isPresent() ? ReportedOutcome.WOULD_UPDATE : ReportedOutcome.WOULD_REMOVE;
                case FAILED, UNKNOWN -> ReportedOutcome.FAILED;
            };
        }
    }
}
