package io.github.usagebudget.budget;

import io.github.usagebudget.budget.BudgetPolicy.GuardedChange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The port to the customers' usage spending budgets. Implementations are safe for use by many threads. */
public interface UsageBudgets {
    /** @throws BudgetFailure if the budget cannot be read */
    SpendingBudget read(CustomerTenantId customer, UpdateContext context);

    /**
     * Sets the budget, or removes it.
     *
     * @param change was checked before the first write; the implementation checks it again before every further one
     * @return the current budget
     * @throws BudgetFailure if the change was refused, or is not known to have been made
     */
    SpendingBudget write(GuardedChange change, UpdateContext context);

    /**
     * A customer's spending budget as Partner Center returned it (docs/partner-center.md, "Reading the answer"). Immutable.
     *
     * @param budget the current budget
     * @param usageSpendingBudget the older name for the same number; empty if it was not sent
     * @param attributes as returned; empty if not sent
     * @param links as returned; empty if not sent
     */
    record SpendingBudget(
            Budget budget,
            Optional<Budget> usageSpendingBudget,
            Map<String, Object> attributes,
            Map<String, Object> links) {

        public SpendingBudget {
            // not Map.copyOf: the objects can contain nulls, and keep their order
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
            links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
        }

        /** A budget that was not answered with anything else. */
        public static SpendingBudget of(Budget budget) {
            return new SpendingBudget(budget, Optional.empty(), Map.of(), Map.of());
        }
    }
}
