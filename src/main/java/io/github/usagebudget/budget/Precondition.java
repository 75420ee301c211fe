package io.github.usagebudget.budget;

import static io.github.usagebudget.budget.BudgetFailure.Kind.BUDGET_CHANGED;

/**
 * What must hold for the current budget before a change is written. Partner Center has no ETag for budgets, so the budget is read before each
 * write. Immutable.
 */
public record Precondition(BudgetChange change, BudgetPolicy policy) {
    /** Whether the current budget is needed to check the change. */
    public boolean needsCurrent() {
        return change.expected().isPresent() || policy.needsCurrent(change);
    }

    /** @throws BudgetFailure {@code budget-changed} or {@code amount-refused} if the change must not be written over this budget */
    public void check(Budget current) {
        checkExpected(current);
        policy.checkIncrease(change, current);
    }

    /** @throws BudgetFailure {@code budget-changed} if the budget is not the expected one */
    public void checkExpected(Budget current) {
        if (isExpected(current)) return;
        throw BudgetFailure.of(
                BUDGET_CHANGED,
                "The budget is now " + current + ", but expectedAmount is "
                        + change.expected().get() + ". Read the budget again and decide what to do.");
    }

    /** Whether there is nothing to do: the budget is as requested and, if the change names one, as expected. */
    public boolean isMetBy(Budget current) {
        return isExpected(current) && current.sameAs(change.asked());
    }

    private boolean isExpected(Budget current) {
        return change.expected().isEmpty() || change.expected().get().sameAs(current);
    }
}
