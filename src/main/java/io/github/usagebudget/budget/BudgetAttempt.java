package io.github.usagebudget.budget;

import static io.github.usagebudget.budget.BudgetFailure.Kind.INTERNAL_ERROR;
import static io.github.usagebudget.budget.BudgetFailure.Kind.OUTCOME_UNKNOWN;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The result of one attempt to change a budget. The HTTP answer, the plan report and the log line are made from it. Immutable.
 *
 * @param answered the budget as Partner Center returned it; empty if the attempt failed
 * @param failure empty if the attempt succeeded
 * @param previous the budget before the change; empty if it was not read
 * @param requestId the {@code MS-RequestId} to look the attempt up by; empty if nothing reached Partner Center
 * @param writes PATCH requests that were sent
 * @param reads GET requests that were sent
 * @param correlationVector Partner Center's own id of its last answer, for its support
 */
public record BudgetAttempt(
        BudgetChange change,
        Outcome outcome,
        Optional<SpendingBudget> answered,
        Optional<BudgetFailure> failure,
        Optional<Budget> previous,
        Optional<UUID> requestId,
        int writes,
        int reads,
        Optional<String> correlationVector,
        Duration duration) {

    public enum Outcome {
        UPDATED,
        REMOVED,
        /** The budget was as requested already; nothing was written. */
        UNCHANGED,
        /** A dry run; nothing was written. */
        PLANNED,
        FAILED,
        /** The change may have been made. */
        UNKNOWN
    }

    static BudgetAttempt succeeded(
            BudgetChange change, Outcome outcome, SpendingBudget answered, UpdateContext context, Duration duration) {
        return of(change, outcome, Optional.of(answered), Optional.empty(), context, duration);
    }

    /** A change that failed before anything was sent to make it. */
    public static BudgetAttempt refused(BudgetChange change, BudgetFailure failure, Optional<UUID> requestId) {
        return new BudgetAttempt(
                change,
                Outcome.FAILED,
                Optional.empty(),
                Optional.of(failure),
                Optional.empty(),
                requestId,
                0,
                0,
                Optional.empty(),
                Duration.ZERO);
    }

    static BudgetAttempt failed(BudgetChange change, BudgetFailure failure, UpdateContext context, Duration duration) {
        var isUnknown = failure.kind() == OUTCOME_UNKNOWN || failure.kind() == INTERNAL_ERROR;
        var outcome = isUnknown ? Outcome.UNKNOWN : Outcome.FAILED;
        return of(change, outcome, Optional.empty(), Optional.of(failure), context, duration);
    }

    private static BudgetAttempt of(
            BudgetChange change,
            Outcome outcome,
            Optional<SpendingBudget> answered,
            Optional<BudgetFailure> failure,
            UpdateContext context,
            Duration duration) {
        return new BudgetAttempt(
                change,
                outcome,
                answered,
                failure,
                context.before(),
                context.requestId(),
                context.writes(),
                context.reads(),
                context.correlationVector(),
                duration);
    }
}
