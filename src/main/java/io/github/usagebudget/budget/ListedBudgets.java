package io.github.usagebudget.budget;

import java.util.Map;
import java.util.Optional;

/**
 * Budgets of which many are known from a list: those are read from it, all others from where they are kept. Writes go there in any case.
 * Thread-safe if the live ones are.
 */
public record ListedBudgets(UsageBudgets live, Map<CustomerTenantId, Budget> listed) implements UsageBudgets {
    public ListedBudgets {
        listed = Map.copyOf(listed);
    }

    @Override
    public SpendingBudget read(CustomerTenantId customer, Trail trail) {
        var known = listed.get(customer);
        return known == null
                ? live.read(customer, trail)
                : new SpendingBudget(known, Optional.empty(), Map.of(), Map.of());
    }

    @Override
    public BudgetUpdate write(BudgetChange change, Optional<Budget> previous, Trail trail) {
        return live.write(change, previous, trail);
    }
}
