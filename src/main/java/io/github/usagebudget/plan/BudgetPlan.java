package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A valid plan: the budgets that many customers should have. No customer occurs twice. Immutable.
 *
 * @param version {@code sha256:} and the digest of the plan's bytes, in lower-case hexadecimal
 * @param currency of the plan's amounts; it is never sent to Partner Center
 * @param defaultAmount for customers that have no budget and no entry in the plan
 * @param budgets in the plan's order; none is a dry run
 * @param pointers where the budgets are in the text
 */
public record BudgetPlan(
        String version,
        Optional<String> currency,
        Optional<BudgetAmount> defaultAmount,
        List<BudgetChange> budgets,
        Pointers pointers) {
    /** The pointer of a plan's default, in every format. */
    static final String DEFAULT_POINTER = "/defaultAmount";

    /**
     * Pointers for faults that are found after the plan was read: to all budgets, and to the amount of a budget by its index in
     * {@code budgets}.
     */
    public record Pointers(String all, IntFunction<String> amount) {}

    public BudgetPlan {
        budgets = List.copyOf(budgets);
    }

    /** A plan without a default, with the pointers of a plan in JSON. */
    public BudgetPlan(String version, Optional<String> currency, List<BudgetChange> budgets) {
        this(
                version,
                currency,
                Optional.empty(),
                budgets,
                new Pointers("/budgets", index -> "/budgets/" + index + "/amount"));
    }

    /** The currency of an amount: the budget's own if it has one, else the plan's. */
    Optional<String> currencyOf(BudgetChange change) {
        return change.currency().or(this::currency);
    }

    /** Whether the currency of any customer must be checked. */
    public boolean namesCurrency() {
        return currency.isPresent()
                || budgets.stream().anyMatch(change -> change.currency().isPresent());
    }

    /** The same plan, followed by the entries that its default adds. */
    BudgetPlan withDefaults(List<BudgetChange> entries) {
        var all = new ArrayList<>(budgets);
        all.addAll(entries);
        var own = budgets.size();
        IntFunction<String> amount = index -> index < own ? pointers.amount().apply(index) : DEFAULT_POINTER;
        return new BudgetPlan(version, currency, defaultAmount, all, new Pointers(pointers.all(), amount));
    }
}
