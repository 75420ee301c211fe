package io.github.usagebudget.plan;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import java.util.Optional;

/** A budget that was read to its end, from whatever document. */
interface DraftedBudget {
    /** The customer, also if something else is at fault. */
    Optional<CustomerTenantId> customer();

    /** The change; empty if there was any fault. */
    Optional<BudgetChange> change();

    /** Adds a fault of a field. */
    void fault(String field, String detail);
}
