package io.github.usagebudget.plan;

import io.github.usagebudget.budget.BudgetChange;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a plan that another instance applies. Immutable.
 *
 * @param number from 1 on
 */
public record PlanBatch(int number, List<BudgetChange> budgets) {
    /** Small enough for a queue message (48 KiB of text), and for the time one invocation has. */
    public static final int SIZE = 100;

    public PlanBatch {
        budgets = List.copyOf(budgets);
    }

    /** The plan's budgets in their order, {@value #SIZE} to a batch. */
    public static List<PlanBatch> of(BudgetPlan plan) {
        var batches = new ArrayList<PlanBatch>();
        var budgets = plan.budgets();
        for (var from = 0; from < budgets.size(); from += SIZE)
            batches.add(
                    new PlanBatch(batches.size() + 1, budgets.subList(from, Math.min(budgets.size(), from + SIZE))));
        return batches;
    }
}
