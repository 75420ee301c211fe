package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetPolicy.GuardedChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import java.util.function.Function;

/** Budgets that can be read; a write fails the test. */
record ReadableBudgets(Function<CustomerTenantId, Budget> budgets) implements UsageBudgets {
    @Override
    public SpendingBudget read(CustomerTenantId customer, UpdateContext context) {
        return SpendingBudget.of(budgets.apply(customer));
    }

    @Override
    public SpendingBudget write(GuardedChange guarded, UpdateContext context) {
        throw new AssertionError("nothing is written");
    }
}
