package io.github.usagebudget.budget;

import io.github.usagebudget.budget.BudgetPolicy.GuardedChange;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores budgets in memory and records every call. */
final class InMemoryBudgets implements UsageBudgets {
    private final Map<CustomerTenantId, Budget> budgets = new HashMap<>();
    private final List<String> calls = new ArrayList<>();

    InMemoryBudgets with(Budget budget) {
        budgets.put(Changes.CUSTOMER, budget);
        return this;
    }

    Budget current() {
        return budgets.get(Changes.CUSTOMER);
    }

    List<String> calls() {
        return calls;
    }

    @Override
    public SpendingBudget read(CustomerTenantId customer, UpdateContext context) {
        calls.add("read " + customer + " under " + context.correlationId());
        return answered(budgets.get(customer));
    }

    @Override
    public SpendingBudget write(GuardedChange guarded, UpdateContext context) {
        var change = guarded.change();
        calls.add("write " + change.customer() + " under " + context.correlationId());
        budgets.put(change.customer(), change.asked());
        return answered(change.asked());
    }

    private static SpendingBudget answered(Budget budget) {
        return new SpendingBudget(budget, Optional.of(budget), Map.of("objectType", "SpendingBudget"), Map.of());
    }
}
