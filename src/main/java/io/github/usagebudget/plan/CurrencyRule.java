package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CURRENCY_MISMATCH;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetList.UsageRecord;
import java.util.Optional;

/**
 * Prevents a budget in one currency for a customer that Partner Center bills in another. Only usage records show the billing currency, so
 * nothing is checked without one. Stateless.
 */
final class CurrencyRule {
    private CurrencyRule() {}

    /** @param planned the currency of the amount in the plan */
    static Optional<BudgetFailure> mismatch(Optional<String> planned, Optional<UsageRecord> record) {
        var billed = record.flatMap(UsageRecord::currency);
        if (planned.isEmpty() || billed.isEmpty() || billed.equals(planned)) return Optional.empty();
        return Optional.of(BudgetFailure.of(
                CURRENCY_MISMATCH,
                "Partner Center bills this customer in " + billed.get() + ", but the plan says " + planned.get()
                        + ". Correct the amount and its currency."));
    }
}
