package io.github.usagebudget.budget;

import static io.github.usagebudget.budget.BudgetFailure.Kind.BUDGET_CHANGED;

import io.github.usagebudget.budget.BudgetUpdate.Outcome;
import java.util.Optional;

/**
 * The use case: brings one customer's budget to what is asked. Reads first only where the change cannot be judged without, so
 * that a plain update costs one Partner Center call. Immutable.
 *
 * @param alwaysReadsFirst write only what differs, as a plan does
 */
public record UpdateUsageBudget(UsageBudgets live, BudgetPolicy policy, boolean alwaysReadsFirst) {

    /** Reads first only where it must. */
    public UpdateUsageBudget(UsageBudgets live, BudgetPolicy policy) {
        this(live, policy, false);
    }

    /** @throws BudgetFailure if the change was refused, failed, or is not known to have been made */
    public BudgetUpdate apply(BudgetChange change, Trail trail) {
        policy.checkAmount(change);
        var budgets = change.dryRun() ? new DryRun(live) : live;
        if (!readsFirst(change)) return budgets.write(change, Optional.empty(), trail);

        var answered = budgets.read(change.customer(), trail);
        var current = answered.budget();
        trail.found(current);
        checkExpected(change, current);
        if (current.sameAs(change.asked()))
            return new BudgetUpdate(change, Outcome.UNCHANGED, Optional.of(current), answered);
        policy.checkIncrease(change, current);
        return budgets.write(change, Optional.of(current), trail);
    }

    private boolean readsFirst(BudgetChange change) {
        return alwaysReadsFirst || change.dryRun() || change.expected().isPresent() || policy.needsCurrent(change);
    }

    private static void checkExpected(BudgetChange change, Budget current) {
        if (change.expected().isEmpty() || change.expected().get().sameAs(current)) return;
        throw BudgetFailure.of(
                BUDGET_CHANGED,
                "The budget now is " + current + ", not " + change.expected().get()
                        + " as expectedAmount says; nothing was written. Read it again and decide anew.");
    }
}
