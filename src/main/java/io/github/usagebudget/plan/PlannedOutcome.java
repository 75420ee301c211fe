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
 * How it ended for one customer of a plan. Immutable.
 *
 * @param before the budget before; only where it was read
 * @param requestId the id under which Partner Center was last reached, if it was
 * @param failure only of {@link ReportedOutcome#FAILED}
 */
public record PlannedOutcome(
        BudgetChange change,
        ReportedOutcome kind,
        Optional<Budget> before,
        Optional<UUID> requestId,
        Optional<BudgetFailure> failure) {
    /** How it may end. */
    public enum ReportedOutcome {
        UPDATED,
        REMOVED,
        /** It was as planned already. */
        UNCHANGED,
        /** In a dry run: it differs from the plan. */
        WOULD_UPDATE,
        /** In a dry run: there is a budget, and the plan has none. */
        WOULD_REMOVE,
        FAILED,
        /** It went out with a batch, whose own report says how it ended. */
        QUEUED,
        /** Nothing was sent: the time was over before its turn, or the run was stopped. The next run goes on. */
        NOT_ATTEMPTED;

        /** As it is written: {@code would-update}. */
        public String written() {
            return KebabCase.of(this);
        }
    }

    /** A customer of a run that never got its turn was not attempted. */
    static PlannedOutcome of(BudgetAttempt attempt) {
        return attempt.failure().isPresent() && gotNoTurn(attempt.failure().get(), attempt.requestId())
                ? notAttempted(attempt.change())
                : new PlannedOutcome(
                        attempt.change(), kind(attempt), attempt.previous(), attempt.requestId(), attempt.failure());
    }

    /** Whether the run's time was over before anything was sent. */
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
