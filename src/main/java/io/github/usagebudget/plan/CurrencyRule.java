package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CURRENCY_MISMATCH;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetList.UsageRecord;
import java.util.Optional;

/**
 * An amount in one currency is never set for a customer that is billed in another. In which currency Partner Center bills a customer is
 * known from its usage record alone; without one nothing is checked. Stateless.
 */
final class CurrencyRule {
    private CurrencyRule() {}

    /** @param planned what the plan says that the amount is in */
    static Optional<BudgetFailure> mismatch(Optional<String> planned, Optional<UsageRecord> record) {
        var billed = record.flatMap(UsageRecord::currency);
        if (planned.isEmpty() || billed.isEmpty() || billed.equals(planned)) return Optional.empty();
        return Optional.of(BudgetFailure.of(
                CURRENCY_MISMATCH,
                "Partner Center bills this customer in " + billed.get() + ", but the plan says " + planned.get()
                        + ". Correct the amount and its currency."));
    }
}
