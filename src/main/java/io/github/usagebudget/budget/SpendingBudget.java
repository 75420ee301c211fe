package io.github.usagebudget.budget;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A customer's spending budget as Partner Center returned it (docs/partner-center.md, "Reading the answer"). Immutable.
 *
 * @param budget the current budget
 * @param usageSpendingBudget the older name for the same number; empty if it was not sent
 * @param attributes as returned; empty if not sent
 * @param links as returned; empty if not sent
 */
public record SpendingBudget(
        Budget budget,
        Optional<Budget> usageSpendingBudget,
        Map<String, Object> attributes,
        Map<String, Object> links) {

    public SpendingBudget {
        // not Map.copyOf: the objects can contain nulls, and keep their order
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    }
}
