package io.github.usagebudget.budget;

/** The port to the customers' usage spending budgets. Implementations are safe for use by many threads. */
public interface UsageBudgets {
    /** @throws BudgetFailure if the budget cannot be read */
    SpendingBudget read(CustomerTenantId customer, UpdateContext context);

    /**
     * Sets the budget, or removes it.
     *
     * @param precondition was checked before the first write; the implementation checks it again before every further one
     * @return the current budget
     * @throws BudgetFailure if the change was refused, or is not known to have been made
     */
    SpendingBudget write(BudgetChange change, Precondition precondition, UpdateContext context);
}
