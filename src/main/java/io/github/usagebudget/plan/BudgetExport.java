package io.github.usagebudget.plan;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All customers and their budgets, as a plan that changes nothing if it is applied. Sorted by company name, then by id. Immutable.
 *
 * @param unreadable customers whose budget is unknown, or is an amount that a plan cannot hold
 */
public record BudgetExport(List<ExportEntry> budgets, List<UnreadableCustomer> unreadable) {
    public BudgetExport {
        budgets = List.copyOf(budgets);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * A customer and its budget. Currency and usage come from usage records, and are empty without them.
     *
     * @param amount empty if there is no budget
     */
    public record ExportEntry(
            CustomerTenantId customer,
            Optional<String> companyName,
            Optional<String> domain,
            Optional<BigDecimal> amount,
            Optional<String> currency,
            Optional<BigDecimal> usage,
            Optional<BigDecimal> percentUsed) {}

    /** @param requestId of the last request to Partner Center for this customer */
    public record UnreadableCustomer(
            CustomerTenantId customer, Optional<String> companyName, BudgetFailure failure, Optional<UUID> requestId) {}
}
