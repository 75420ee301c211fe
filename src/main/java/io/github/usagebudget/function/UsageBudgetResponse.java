package io.github.usagebudget.function;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetUpdate;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The 200 answer. A null amount means no budget; so {@code previousAmount} and {@code usageSpendingBudget} are three-valued:
 * absent (null here) where they were not read, null (empty) where they were read and there is none.
 *
 * @param usageSpendingBudget as Partner Center answered
 * @param attributes as Partner Center answered
 * @param links as Partner Center answered
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
        String correlationId) {

    static UsageBudgetResponse of(BudgetUpdate update, Call call) {
        return new UsageBudgetResponse(
                update.change().customer().toString(),
                update.outcome().name().toLowerCase(Locale.ROOT),
                update.change().asked().amount(),
                update.answered().usageSpendingBudget().map(Budget::amount).orElse(null),
                update.previous().map(Budget::amount).orElse(null),
                ifAny(update.answered().attributes()),
                ifAny(update.answered().links()),
                call.requestId().orElse(null),
                call.correlation().id());
    }

    private static Map<String, Object> ifAny(Map<String, Object> members) {
        return members.isEmpty() ? null : members;
    }
}
