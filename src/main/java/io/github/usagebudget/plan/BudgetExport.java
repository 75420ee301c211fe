package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.AMOUNT_REFUSED;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.PartnerLists.Customer;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.budget.SafeText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
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

    /** Collects an export, and lists budgets that a plan cannot hold as unreadable. One per export; not thread-safe. */
    static final class ExportCollector {
        private final List<BudgetExport.ExportEntry> budgets = new ArrayList<>();
        private final List<BudgetExport.UnreadableCustomer> unreadable = new ArrayList<>();

        /** @param single the result of reading the customer's own budget; empty if its usage record shows the budget */
        void add(Customer customer, Optional<UsageRecord> record, Optional<BudgetReads.Read> single) {
            var name = customer.companyName().flatMap(SafeText::label);
            var requestId = single.flatMap(BudgetReads.Read::requestId);
            var refusal = single.flatMap(BudgetReads.Read::failure);
            if (refusal.isPresent()) {
                unreadable.add(new BudgetExport.UnreadableCustomer(customer.id(), name, refusal.get(), requestId));
                return;
            }
            var budget = single.flatMap(BudgetReads.Read::budget)
                    .or(() -> record.flatMap(UsageRecord::budget))
                    .orElseThrow();
            try {
                var amount = budget.amount().map(ExportCollector::planned);
                budgets.add(new BudgetExport.ExportEntry(
                        customer.id(),
                        name,
                        customer.domain().flatMap(SafeText::label),
                        amount,
                        record.flatMap(UsageRecord::currency),
                        record.flatMap(UsageRecord::usage),
                        record.flatMap(UsageRecord::percentUsed)));
            } catch (IllegalArgumentException e) {
                unreadable.add(
                        new BudgetExport.UnreadableCustomer(customer.id(), name, unplannable(budget, e), requestId));
            }
        }

        /**
         * The amount without trailing zeros that exceed the decimals of a plan.
         *
         * @throws IllegalArgumentException if a plan cannot hold the amount
         */
        private static BigDecimal planned(BigDecimal amount) {
            var scale = Math.max(amount.stripTrailingZeros().scale(), BudgetAmount.DECIMALS);
            return BudgetAmount.requested(amount.scale() > scale ? amount.setScale(scale) : amount)
                    .value();
        }

        private static BudgetFailure unplannable(Budget budget, IllegalArgumentException why) {
            return BudgetFailure.of(
                    AMOUNT_REFUSED, "The budget is " + budget + ", but an amount in a plan " + why.getMessage() + ".");
        }

        BudgetExport sorted() {
            budgets.sort(order(
                    BudgetExport.ExportEntry::companyName,
                    each -> each.customer().value()));
            unreadable.sort(order(
                    BudgetExport.UnreadableCustomer::companyName,
                    each -> each.customer().value()));
            return new BudgetExport(budgets, unreadable);
        }

        /** By name, ignoring letter case, then by id. Ids are compared as text, because {@link UUID} compares signed numbers. */
        static <T> Comparator<T> order(
                java.util.function.Function<T, Optional<String>> name, java.util.function.Function<T, UUID> id) {
            return Comparator.comparing((T each) -> name.apply(each).orElse(""), String.CASE_INSENSITIVE_ORDER)
                    .thenComparing(each -> id.apply(each).toString());
        }
    }
}
