package io.github.usagebudget.plan;

import io.github.usagebudget.budget.BudgetChange;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The budgets that many customers should have, free of faults: no customer is there twice. Immutable.
 *
 * @param version {@code sha256:} and the digest of the plan's bytes, in lower-case hexadecimal
 * @param currency what the plan says its amounts are in; Partner Center is never told
 * @param budgets in the plan's order; none is a dry run
 * @param pointers where they are in the text
 */
public record BudgetPlan(String version, Optional<String> currency, List<BudgetChange> budgets, Pointers pointers) {
    /**
     * For faults that are found later.
     *
     * @param all the budgets as a whole
     * @param amount of a budget, by its index in {@code budgets}
     */
    public record Pointers(String all, IntFunction<String> amount) {}

    public BudgetPlan {
        budgets = List.copyOf(budgets);
    }

    /** One whose text is a list of budgets in JSON. */
    public BudgetPlan(String version, Optional<String> currency, List<BudgetChange> budgets) {
        this(version, currency, budgets, new Pointers("/budgets", index -> "/budgets/" + index + "/amount"));
    }
}
