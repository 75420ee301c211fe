package io.github.usagebudget.budget;

import io.github.usagebudget.budget.Budget.BudgetAmount;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/** Builds changes for one customer. */
final class Changes {
    static final CustomerTenantId CUSTOMER =
            new CustomerTenantId(UUID.fromString("0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01"));

    private Changes() {}

    static BudgetChange to(String amount) {
        return BudgetChange.of(CUSTOMER, Optional.of(new BudgetAmount(new BigDecimal(amount))));
    }

    static BudgetChange removal() {
        return BudgetChange.of(CUSTOMER, Optional.empty());
    }

    static BudgetChange expecting(Budget expected, BudgetChange change) {
        return change.withExpected(expected);
    }

    static BudgetChange dryRun(BudgetChange change) {
        return change.asDryRun();
    }
}
