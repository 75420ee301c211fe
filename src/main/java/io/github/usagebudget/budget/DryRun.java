package io.github.usagebudget.budget;

import io.github.usagebudget.budget.BudgetUpdate.Outcome;
import java.util.Map;
import java.util.Optional;

/** The same budgets, read for real and never written. Thread-safe if they are. */
public record DryRun(UsageBudgets live) implements UsageBudgets {
    @Override
    public SpendingBudget read(CustomerTenantId customer, Trail trail) {
        return live.read(customer, trail);
    }

    @Override
    public BudgetUpdate write(BudgetChange change, Optional<Budget> previous, Trail trail) {
        var nothingAnswered = new SpendingBudget(change.asked(), Optional.empty(), Map.of(), Map.of());
        return new BudgetUpdate(change, Outcome.PLANNED, previous, nothingAnswered);
    }
}
