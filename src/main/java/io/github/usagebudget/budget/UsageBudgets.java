package io.github.usagebudget.budget;

/** The customers' usage spending budgets, wherever they are kept. Implementations are safe for use by many threads. */
public interface UsageBudgets {
    /** @throws BudgetFailure if the budget cannot be read */
    SpendingBudget read(CustomerTenantId customer, UpdateContext context);

    /**
     * Sets the budget, or removes it.
     *
     * @param precondition held before the first write; checked again before every further one
     * @return the budget as it is now
     * @throws BudgetFailure if the change was refused, or is not known to have been made
     */
    SpendingBudget write(BudgetChange change, Precondition precondition, UpdateContext context);
}
