package io.github.usagebudget.budget;

import io.github.usagebudget.budget.BudgetAttempt.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The use case: sets or removes one customer's budget. Reads it first only if a check needs the current value, so that a plain update costs one
 * Partner Center call. Immutable.
 *
 * @param alwaysReadsFirst write only if the budget differs, as a plan does
 */
public record UpdateUsageBudget(
        UsageBudgets budgets, BudgetPolicy policy, CustomerLocks locks, boolean alwaysReadsFirst) {
    /** The result of an attempt that did not fail. */
    private record Success(Outcome outcome, SpendingBudget answered) {}

    /** Never throws: a failure is a part of the result. */
    public BudgetAttempt attempt(BudgetChange change, UpdateContext context) {
        return attempt(change, Optional.empty(), context);
    }

    /**
     * Never throws: a failure is a part of the result.
     *
     * @param listed the budget in a list, which can be out of date: enough for {@code unchanged}, but never for a write
     */
    public BudgetAttempt attempt(BudgetChange change, Optional<Budget> listed, UpdateContext context) {
        var ticker = context.deadline().ticker();
        var started = ticker.nanos();
        try {
            var success = apply(change, listed, context);
            return BudgetAttempt.succeeded(
                    change, success.outcome(), success.answered(), context, Duration.ofNanos(ticker.nanos() - started));
        } catch (RuntimeException | Error e) {
            return BudgetAttempt.failed(
                    change, BudgetFailure.of(e), context, Duration.ofNanos(ticker.nanos() - started));
        }
    }

    private Success apply(BudgetChange change, Optional<Budget> listed, UpdateContext context) {
        policy.checkAmount(change);
        var precondition = new Precondition(change, policy);
        if (listed.filter(precondition::isMetBy).isPresent()) {
            context.found(listed.get());
            return new Success(Outcome.UNCHANGED, unanswered(listed.get()));
        }
        if (change.dryRun()) return readThenWrite(change, precondition, context);
        if (alwaysReadsFirst || precondition.needsCurrent())
            return locks.locked(change.customer(), context, () -> readThenWrite(change, precondition, context));
        return written(change, precondition, context);
    }

    private Success readThenWrite(BudgetChange change, Precondition precondition, UpdateContext context) {
        var answered = budgets.read(change.customer(), context);
        var current = answered.budget();
        context.found(current);
        precondition.checkExpected(current);
        if (precondition.isMetBy(current)) return new Success(Outcome.UNCHANGED, answered);
        precondition.check(current);
        return change.dryRun()
                ? new Success(Outcome.PLANNED, unanswered(change.asked()))
                : written(change, precondition, context);
    }

    private Success written(BudgetChange change, Precondition precondition, UpdateContext context) {
        var answered = budgets.write(change, precondition, context);
        return new Success(change.amount().isPresent() ? Outcome.UPDATED : Outcome.REMOVED, answered);
    }

    private static SpendingBudget unanswered(Budget budget) {
        return new SpendingBudget(budget, Optional.empty(), Map.of(), Map.of());
    }
}
