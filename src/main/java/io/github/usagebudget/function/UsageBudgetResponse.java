package io.github.usagebudget.function;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The 200 answer to a change or a read. A member is absent (null here) if it does not apply or was not read. A null amount means no budget,
 * so each amount can also be null (empty).
 *
 * @param outcome of a change; absent for a read, as is {@code previousAmount}
 * @param usageSpendingBudget as Partner Center returned it
 * @param attributes as Partner Center returned them
 * @param links as Partner Center returned them
 */
public record UsageBudgetResponse(
        String customerTenantId,
        String outcome,
        Optional<BigDecimal> amount,
        Optional<BigDecimal> usageSpendingBudget,
        Optional<BigDecimal> previousAmount,
        Map<String, Object> attributes,
        Map<String, Object> links,
        UUID requestId,
        String correlationId)
        implements HttpEndpoint.Result {

    /** @param attempt one that did not fail */
    static UsageBudgetResponse of(BudgetAttempt attempt, String correlationId) {
        var answered = attempt.answered().orElseThrow();
        return new UsageBudgetResponse(
                attempt.change().customer().toString(),
                attempt.outcome().name().toLowerCase(Locale.ROOT),
                attempt.change().asked().amount(),
                answered.usageSpendingBudget().map(Budget::amount).orElse(null),
                attempt.previous().map(Budget::amount).orElse(null),
                ifAny(answered.attributes()),
                ifAny(answered.links()),
                attempt.requestId().orElse(null),
                correlationId);
    }

    /** The current budget. */
    static UsageBudgetResponse of(
            CustomerTenantId customer, SpendingBudget read, Optional<UUID> requestId, String correlationId) {
        return new UsageBudgetResponse(
                customer.toString(),
                null,
                read.budget().amount(),
                read.usageSpendingBudget().map(Budget::amount).orElse(null),
                null,
                ifAny(read.attributes()),
                ifAny(read.links()),
                requestId.orElse(null),
                correlationId);
    }

    private static Map<String, Object> ifAny(Map<String, Object> members) {
        return members.isEmpty() ? null : members;
    }
}
