package io.github.usagebudget.partnercenter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.usagebudget.budget.BudgetAmount;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The full resource as it is sent, in PascalCase (vendor's page, request example). The amount is always written: null removes
 * the budget, and what a missing one does is documented nowhere (PARTNER-CENTER.md 1.2).
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record SpendingBudgetResource(
        @JsonProperty("Amount") BigDecimal amount,
        @JsonProperty("Attributes") Attributes attributes) {

    record Attributes(@JsonProperty("ObjectType") String objectType) {}

    static SpendingBudgetResource of(Optional<BudgetAmount> amount) {
        return new SpendingBudgetResource(
                amount.map(BudgetAmount::value).orElse(null), new Attributes(SpendingBudgetReader.OBJECT_TYPE));
    }
}
