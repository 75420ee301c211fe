package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetAttempt;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.KebabCase;
import java.util.Optional;
import java.util.UUID;

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
            return KebabCase.of(this);
        }
    }

    /** A customer that the run had no time for is reported as not attempted. */
    static PlannedOutcome of(BudgetAttempt attempt) {
        return attempt.failure().isPresent() && gotNoTurn(attempt.failure().get(), attempt.requestId())
                ? notAttempted(attempt.change())
                : new PlannedOutcome(
                        attempt.change(), kind(attempt), attempt.previous(), attempt.requestId(), attempt.failure());
    }

    /** Whether the run's time was over before anything was sent for this customer. */
    private static boolean gotNoTurn(BudgetFailure failure, Optional<UUID> requestId) {
        return failure.kind() == THROTTLED && requestId.isEmpty();
    }

    static PlannedOutcome failed(BudgetChange change, BudgetFailure failure, Optional<UUID> requestId) {
        return new PlannedOutcome(change, ReportedOutcome.FAILED, Optional.empty(), requestId, Optional.of(failure));
    }

    static PlannedOutcome notAttempted(BudgetChange change) {
        return new PlannedOutcome(
                change, ReportedOutcome.NOT_ATTEMPTED, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static PlannedOutcome queued(BudgetChange change) {
        return new PlannedOutcome(change, ReportedOutcome.QUEUED, Optional.empty(), Optional.empty(), Optional.empty());
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
