package io.github.usagebudget.budget;

import io.github.usagebudget.budget.BudgetUpdate.Outcome;
import java.util.Map;
import java.util.Optional;

/**
 * The use case: brings one customer's budget to what is asked. Reads first only if the change cannot be judged without, so that a plain
 * update costs one Partner Center call. Immutable.
 *
 * @param alwaysReadsFirst write only what differs, as a plan does
 */
public record UpdateUsageBudget(
        UsageBudgets budgets, BudgetPolicy policy, CustomerLocks locks, boolean alwaysReadsFirst) {
    /** @throws BudgetFailure if the change was refused, failed, or is not known to have been made */
    public BudgetUpdate apply(BudgetChange change, Trail trail) {
        return apply(change, Optional.empty(), trail);
    }

    /**
     * @param listed the budget as a list has it, which can be out of date: it justifies {@code unchanged}, but never a write
     * @throws BudgetFailure if the change was refused, failed, or is not known to have been made
     */
    public BudgetUpdate apply(BudgetChange change, Optional<Budget> listed, Trail trail) {
        policy.checkAmount(change);
        var precondition = new Precondition(change, policy);
        if (listed.filter(precondition::isMetBy).isPresent()) return unchanged(change, unanswered(listed.get()));
        if (change.dryRun()) return readThenWrite(change, precondition, trail);
        if (alwaysReadsFirst || precondition.needsCurrent())
            return locks.locked(change.customer(), trail, () -> readThenWrite(change, precondition, trail));
        return BudgetUpdate.made(change, Optional.empty(), budgets.write(change, precondition, trail));
    }

    private BudgetUpdate readThenWrite(BudgetChange change, Precondition precondition, Trail trail) {
        var answered = budgets.read(change.customer(), trail);
        var current = answered.budget();
        trail.found(current);
        precondition.checkExpected(current);
        if (precondition.isMetBy(current)) return unchanged(change, answered);
        precondition.check(current);
        if (change.dryRun())
            return new BudgetUpdate(change, Outcome.PLANNED, Optional.of(current), unanswered(change.asked()));
        return BudgetUpdate.made(change, Optional.of(current), budgets.write(change, precondition, trail));
    }

    private static BudgetUpdate unchanged(BudgetChange change, SpendingBudget answered) {
        return new BudgetUpdate(change, Outcome.UNCHANGED, Optional.of(answered.budget()), answered);
    }

    private static SpendingBudget unanswered(Budget budget) {
        return new SpendingBudget(budget, Optional.empty(), Map.of(), Map.of());
    }
}
