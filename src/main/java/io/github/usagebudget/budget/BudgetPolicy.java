package io.github.usagebudget.budget;

import static io.github.usagebudget.budget.BudgetFailure.Kind.AMOUNT_REFUSED;

import java.math.BigDecimal;
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
        if (change.amount().isEmpty()) return;
        var fault = amountFault(change.amount().get());
        if (fault.isPresent()) throw refused(fault.get());
    }

    /** What is wrong with an amount by itself, as the detail of a fault; empty if it is allowed. */
    public Optional<String> amountFault(BudgetAmount amount) {
        if (maxAmount.isEmpty()) return Optional.empty();
        return amount.value().compareTo(maxAmount.get()) > 0
                ? Optional.of("is above the highest budget allowed, " + plain(maxAmount.get()) + " (BUDGET_MAX_AMOUNT)")
                : Optional.empty();
    }

    /** @throws BudgetFailure {@code amount-refused} if the amount raises the current budget by too much */
    public void checkIncrease(BudgetChange change, Budget current) {
        if (maxIncreasePercent.isEmpty()
                || change.amount().isEmpty()
                || current.amount().isEmpty()) return;
        var most = current.amount()
                .get()
                .multiply(maxIncreasePercent.get().movePointLeft(2).add(BigDecimal.ONE));
        if (change.amount().get().value().compareTo(most) > 0)
            throw refused("raises the budget of " + current + " by more than " + plain(maxIncreasePercent.get())
                    + " percent (BUDGET_MAX_INCREASE_PERCENT)");
    }

    private static BudgetFailure refused(String why) {
        return BudgetFailure.of(AMOUNT_REFUSED, "The amount " + why + ".")
                .withFault(new BudgetFailure.FieldFault("/amount", why));
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }
}
