package io.github.usagebudget.budget;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A customer's spending budget as Partner Center answered it (docs/partner-center.md, "Reading the answer"). Immutable.
 *
 * @param budget the budget now
 * @param usageSpendingBudget the vendor's older name for the same number; empty where it sent none
 * @param attributes as answered; empty where it sent none
 * @param links as answered; empty where it sent none
 */
public record SpendingBudget(
        Budget budget,
        Optional<Budget> usageSpendingBudget,
        Map<String, Object> attributes,
        Map<String, Object> links) {

    public SpendingBudget {
        // not Map.copyOf: the vendor's objects may hold nulls, and keep their order
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    }
}
