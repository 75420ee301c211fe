package io.github.usagebudget.budget;

import static io.github.usagebudget.budget.BudgetFailure.Kind.BUDGET_CHANGED;

import io.github.usagebudget.budget.BudgetUpdate.Outcome;
import java.util.Optional;

/**
 * The use case: brings one customer's budget to what is asked. Reads first only where the change cannot be judged without, so
 * that a plain update costs one Partner Center call. Immutable.
 */
public record UpdateUsageBudget(UsageBudgets budgets, BudgetPolicy policy) {

    /** @throws BudgetFailure if the change was refused, failed, or is not known to have been made */
    public BudgetUpdate apply(BudgetChange change, Trail trail) {
        policy.checkAmount(change);
        if (!readsFirst(change)) return written(change, Optional.empty(), trail);

        var current = budgets.read(change.customer(), trail);
        checkExpected(change, current.budget());
        if (current.budget().sameAs(change.asked()))
            return new BudgetUpdate(change, Outcome.UNCHANGED, Optional.of(current.budget()), current);
        policy.checkIncrease(change, current.budget());
        if (change.dryRun()) return new BudgetUpdate(change, Outcome.PLANNED, Optional.of(current.budget()), current);
        return written(change, Optional.of(current.budget()), trail);
    }

    private boolean readsFirst(BudgetChange change) {
        return change.dryRun() || change.expected().isPresent() || policy.needsCurrent(change);
    }

    private BudgetUpdate written(BudgetChange change, Optional<Budget> previous, Trail trail) {
        var outcome = change.amount().isPresent() ? Outcome.UPDATED : Outcome.REMOVED;
        return new BudgetUpdate(change, outcome, previous, budgets.write(change, trail));
    }

    private static void checkExpected(BudgetChange change, Budget current) {
        if (change.expected().isEmpty() || change.expected().get().sameAs(current)) return;
        throw BudgetFailure.of(
                BUDGET_CHANGED,
                "The budget now is " + current + ", not " + change.expected().get()
                        + " as expectedAmount says; nothing was written. Read it again and decide anew.");
    }
}
