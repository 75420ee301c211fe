package io.github.usagebudget.budget;

/** The customers' usage spending budgets, wherever they are kept. Implementations are safe for use by many threads. */
public interface UsageBudgets {

    /** @throws BudgetFailure if the budget cannot be had */
    SpendingBudget read(CustomerTenantId customer, Trail trail);

    /**
     * Sets the budget, or removes it; what is returned names the budget that was asked for.
     *
     * @throws BudgetFailure if it was refused, or if it is not known to have been done
     */
    SpendingBudget write(BudgetChange change, Trail trail);
}
