package io.github.usagebudget.plan;

import io.github.usagebudget.budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The budgets that many customers should have, free of faults: no customer is there twice. Immutable.
 *
 * @param version {@code sha256:} and the digest of the plan's bytes, in lower-case hexadecimal
 * @param currency what the plan says its amounts are in; Partner Center is never told
 * @param defaultAmount for customers that have no budget and that the plan does not name
 * @param budgets in the plan's order; none is a dry run
 * @param pointers where they are in the text
 */
public record BudgetPlan(
        String version,
        Optional<String> currency,
        Optional<BudgetAmount> defaultAmount,
        List<BudgetChange> budgets,
        Pointers pointers) {
    /** Where the default of a plan is, in whatever format. */
    static final String DEFAULT_POINTER = "/defaultAmount";

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

    /** One without a default, whose text is a list of budgets in JSON. */
    public BudgetPlan(String version, Optional<String> currency, List<BudgetChange> budgets) {
        this(
                version,
                currency,
                Optional.empty(),
                budgets,
                new Pointers("/budgets", index -> "/budgets/" + index + "/amount"));
    }

    /** What an amount of this plan is in: what the budget says, else what the plan says. */
    Optional<String> currencyOf(BudgetChange change) {
        return change.currency().or(this::currency);
    }

    /** Whether the currency of any customer is to be checked. */
    public boolean namesCurrency() {
        return currency.isPresent()
                || budgets.stream().anyMatch(change -> change.currency().isPresent());
    }

    /** The same plan, with the entries that its default came to after its own. */
    BudgetPlan withDefaults(List<BudgetChange> entries) {
        var all = new ArrayList<>(budgets);
        all.addAll(entries);
        var own = budgets.size();
        IntFunction<String> amount = index -> index < own ? pointers.amount().apply(index) : DEFAULT_POINTER;
        return new BudgetPlan(version, currency, defaultAmount, all, new Pointers(pointers.all(), amount));
    }
}
