package io.github.usagebudget.budget;

import java.util.Optional;

/** The customers' usage spending budgets, wherever they are kept. Implementations are safe for use by many threads. */
public interface UsageBudgets {

    /** @throws BudgetFailure if the budget cannot be had */
    SpendingBudget read(CustomerTenantId customer, Trail trail);

    /**
     * Sets the budget, or removes it.
     *
     * @param previous the budget before, where it was read
     * @throws BudgetFailure if it was refused, or if it is not known to have been done
     */
    BudgetUpdate write(BudgetChange change, Optional<Budget> previous, Trail trail);
}
