package io.github.usagebudget.function;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.SpendingBudget;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The response with a customer's current budget. A member that Partner Center did not send is absent (null here).
 *
 * @param amount null (empty) if there is no budget
 * @param usageSpendingBudget as Partner Center returned it
 * @param attributes as Partner Center returned them
 * @param links as Partner Center returned them
 */
public record CurrentBudgetResponse(
        String customerTenantId,
        Optional<BigDecimal> amount,
        Optional<BigDecimal> usageSpendingBudget,
        Map<String, Object> attributes,
        Map<String, Object> links,
        UUID requestId,
        String correlationId)
        implements HttpEndpoint.Result {

    static CurrentBudgetResponse of(
            CustomerTenantId customer, SpendingBudget answered, Optional<UUID> requestId, String correlationId) {
        return new CurrentBudgetResponse(
                customer.toString(),
                answered.budget().amount(),
                answered.usageSpendingBudget().map(Budget::amount).orElse(null),
                UsageBudgetResponse.ifAny(answered.attributes()),
                UsageBudgetResponse.ifAny(answered.links()),
                requestId.orElse(null),
                correlationId);
    }
}
