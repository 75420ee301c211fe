package io.github.usagebudget.plan;

import io.github.usagebudget.budget.BudgetChange;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a plan that any instance can apply. Immutable.
 *
 * @param number from 1
 */
public record PlanBatch(int number, List<BudgetChange> budgets) {
    /** Customers per batch: few enough for a queue message (48 KiB of text) and for the time limit of one invocation. */
    public static final int SIZE = 100;

    public PlanBatch {
        budgets = List.copyOf(budgets);
    }

    /** The plan's budgets in their order, {@value #SIZE} per batch. */
    public static List<PlanBatch> of(BudgetPlan plan) {
        var batches = new ArrayList<PlanBatch>();
        var budgets = plan.budgets();
        for (var from = 0; from < budgets.size(); from += SIZE)
            batches.add(
                    new PlanBatch(batches.size() + 1, budgets.subList(from, Math.min(budgets.size(), from + SIZE))));
        return batches;
    }
}
