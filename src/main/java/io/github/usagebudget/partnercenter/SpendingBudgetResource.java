package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.BudgetAmount;
import io.github.usagebudget.json.JsonText;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The full resource as it is sent, in PascalCase (vendor's page, request example). The amount is always written: null removes
 * the budget, and what a missing one does is documented nowhere (docs/partner-center.md, "Removing a budget"). Immutable.
 */
record SpendingBudgetResource(Optional<BigDecimal> amount) implements JsonText.Named {

    static SpendingBudgetResource of(Optional<BudgetAmount> amount) {
        return new SpendingBudgetResource(amount.map(BudgetAmount::value));
    }

    @Override
    public Map<String, ?> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("Amount", amount);
        members.put("Attributes", Map.of("ObjectType", SpendingBudgetReader.OBJECT_TYPE));
        return members;
    }
}
