package io.github.usagebudget.plan;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import java.util.Optional;

/** A budget that was completely read, from any kind of document. */
interface DraftedBudget {
    /** The customer, even if other fields have faults. */
    Optional<CustomerTenantId> customer();

    /** The change; empty if there was any fault. */
    Optional<BudgetChange> change();

    /** Reports a fault of a field. */
    void fault(String field, String detail);
}
