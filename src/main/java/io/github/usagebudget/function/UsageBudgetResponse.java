package io.github.usagebudget.function;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import io.github.usagebudget.function.ProblemWriter.FailedAttempt;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The 200 answer. A null amount means no budget, so {@code previousAmount} and {@code usageSpendingBudget} have three states:
 * absent (null here) if they were not read, null (empty) if they were read and there is no budget, or a number.
 *
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

    /** @throws FailedAttempt if the attempt failed */
    static UsageBudgetResponse of(BudgetAttempt attempt, String correlationId) {
        if (attempt.failure().isPresent())
            throw FailedAttempt.toChange(attempt.failure().get(), attempt.requestId());
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

    /** Null, which is not written, if there is none. */
    static Map<String, Object> ifAny(Map<String, Object> members) {
        return members.isEmpty() ? null : members;
    }

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
}
