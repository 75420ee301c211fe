package io.github.usagebudget.budget;

import static io.github.usagebudget.budget.BudgetFailure.Kind.INTERNAL_ERROR;
import static io.github.usagebudget.budget.BudgetFailure.Kind.OUTCOME_UNKNOWN;

import io.github.usagebudget.budget.BudgetPolicy.GuardedChange;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt.Outcome;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The use case: sets or removes one customer's budget. Reads it first only if a check needs the current value, so that a plain update costs one
 * Partner Center call. Immutable.
 *
 * @param alwaysReadsFirst write only if the budget differs, as a plan does
 */
public record UpdateUsageBudget(
        UsageBudgets budgets, BudgetPolicy policy, CustomerLocks locks, boolean alwaysReadsFirst) {
    /** How an attempt ended. */
    private record AttemptEnd(Outcome outcome, Optional<SpendingBudget> answered, Optional<BudgetFailure> failure) {
        static AttemptEnd of(Outcome outcome, SpendingBudget answered) {
            return new AttemptEnd(outcome, Optional.of(answered), Optional.empty());
        }

        static AttemptEnd of(BudgetFailure failure) {
            var isUnknown = failure.kind() == OUTCOME_UNKNOWN || failure.kind() == INTERNAL_ERROR;
            return new AttemptEnd(isUnknown ? Outcome.UNKNOWN : Outcome.FAILED, Optional.empty(), Optional.of(failure));
        }
    }

    /**
     * Never throws: a failure is a part of the result.
     *
     * @param listed the budget in a list, which can be out of date: enough for {@code unchanged}, but never for a write
     */
    public BudgetAttempt attempt(BudgetChange change, Optional<Budget> listed, UpdateContext context) {
        var ticker = context.deadline().ticker();
        var started = ticker.nanos();
        var end = end(change, listed, context);
        return new BudgetAttempt(
                change,
                end.outcome(),
                end.answered(),
                end.failure(),
                context.before(),
                context.requestId(),
                context.writes(),
                context.reads(),
                context.correlationVector(),
                Duration.ofNanos(ticker.nanos() - started));
    }

    private AttemptEnd end(BudgetChange change, Optional<Budget> listed, UpdateContext context) {
        try {
            return apply(change, listed, context);
        } catch (RuntimeException | Error e) {
            return AttemptEnd.of(BudgetFailure.of(e));
        }
    }

    private AttemptEnd apply(BudgetChange change, Optional<Budget> listed, UpdateContext context) {
        policy.checkAmount(change);
        var guarded = new GuardedChange(change, policy);
        if (listed.filter(guarded::isMetBy).isPresent()) {
            context.found(listed.get());
            return AttemptEnd.of(Outcome.UNCHANGED, SpendingBudget.of(listed.get()));
        }
        if (change.dryRun()) return readThenWrite(guarded, context);
        if (alwaysReadsFirst || guarded.needsCurrent())
            return locks.locked(change.customer(), context, () -> readThenWrite(guarded, context));
        return write(guarded, context);
    }

    private AttemptEnd readThenWrite(GuardedChange guarded, UpdateContext context) {
        var change = guarded.change();
        var answered = budgets.read(change.customer(), context);
        var current = answered.budget();
        context.found(current);
        guarded.checkExpected(current);
        if (guarded.isMetBy(current)) return AttemptEnd.of(Outcome.UNCHANGED, answered);
        guarded.check(current);
        return change.dryRun()
                ? AttemptEnd.of(Outcome.PLANNED, SpendingBudget.of(change.asked()))
                : write(guarded, context);
    }

    private AttemptEnd write(GuardedChange guarded, UpdateContext context) {
        var answered = budgets.write(guarded, context);
        return AttemptEnd.of(guarded.change().amount().isPresent() ? Outcome.UPDATED : Outcome.REMOVED, answered);
    }

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
    }
}
