package io.github.usagebudget.budget;

import static io.github.usagebudget.budget.BudgetFailure.Kind.AMOUNT_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.BUDGET_CHANGED;

import io.github.usagebudget.budget.Budget.BudgetAmount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The partner's guard rails for one budget. A removal passes both; an increase is measured only if there is a current budget. Immutable.
 *
 * @param maxAmount no budget above this
 * @param maxIncreasePercent no increase over the current budget by more than this, in percent
 */
public record BudgetPolicy(Optional<BigDecimal> maxAmount, Optional<BigDecimal> maxIncreasePercent) {

    /** Whether the current budget is needed to check a change. */
    public boolean needsCurrent(BudgetChange change) {
        return maxIncreasePercent.isPresent() && change.amount().isPresent();
    }

    /** @throws BudgetFailure {@code amount-refused} if the amount is above the highest allowed */
    public void checkAmount(BudgetChange change) {
        var fault = change.amount().flatMap(this::amountFault);
        if (fault.isPresent()) throw refused(fault.get());
    }

    /** What is wrong with an amount by itself, as the detail of a fault; empty if it is allowed. */
    public Optional<String> amountFault(BudgetAmount amount) {
        return maxAmount
                .filter(most -> amount.value().compareTo(most) > 0)
                .map(most -> "is above the highest budget allowed, " + most.toPlainString() + " (BUDGET_MAX_AMOUNT)");
    }

    /** @throws BudgetFailure {@code amount-refused} if the amount raises the current budget by too much */
    public void checkIncrease(BudgetChange change, Budget current) {
        if (!needsCurrent(change) || current.amount().isEmpty()) return;
        var percent = maxIncreasePercent.get();
        var most = current.amount().get().multiply(percent.movePointLeft(2).add(BigDecimal.ONE));
        if (change.amount().get().value().compareTo(most) > 0)
            throw refused("raises the budget of " + current + " by more than " + percent.toPlainString()
                    + " percent (BUDGET_MAX_INCREASE_PERCENT)");
    }

    private static BudgetFailure refused(String why) {
        return BudgetFailure.of(AMOUNT_REFUSED, "The amount " + why + ".")
                .withFaults(List.of(new BudgetFailure.FieldFault("/amount", why)));
    }

    /**
     * A change, and what must hold for the current budget before it is written. Partner Center has no ETag for budgets, so the budget is read before
     * each write. Immutable.
     */
    public record GuardedChange(BudgetChange change, BudgetPolicy policy) {
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
}
