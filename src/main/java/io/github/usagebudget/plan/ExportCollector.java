package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.AMOUNT_REFUSED;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetList.UsageRecord;
import io.github.usagebudget.budget.CustomerLabel;
import io.github.usagebudget.budget.CustomerList.Customer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Puts an export together, and sees to it that a plan can hold it. One per export; not thread-safe. */
final class ExportCollector {
    private final List<BudgetExport.ExportEntry> budgets = new ArrayList<>();
    private final List<BudgetExport.UnreadableCustomer> unreadable = new ArrayList<>();

    /** @param single what reading the customer came to, if the record did not say enough */
    void add(Customer customer, Optional<UsageRecord> record, Optional<BudgetReads.Read> single) {
        var name = customer.companyName().flatMap(CustomerLabel::of);
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
                    customer.domain().flatMap(CustomerLabel::of),
                    amount,
                    record.flatMap(UsageRecord::currency),
                    record.flatMap(UsageRecord::usage),
                    record.flatMap(UsageRecord::percentUsed)));
        } catch (IllegalArgumentException e) {
            unreadable.add(new BudgetExport.UnreadableCustomer(customer.id(), name, unplannable(budget, e), requestId));
        }
    }

    /**
     * The amount without zeros beyond the decimals that a plan may have.
     *
     * @throws IllegalArgumentException if no plan can ask for it
     */
    private static BigDecimal planned(BigDecimal amount) {
        var scale = Math.max(amount.stripTrailingZeros().scale(), BudgetAmount.DECIMALS);
        return BudgetAmount.requested(amount.scale() > scale ? amount.setScale(scale) : amount)
                .value();
    }

    private static BudgetFailure unplannable(Budget budget, IllegalArgumentException why) {
        return BudgetFailure.of(
                AMOUNT_REFUSED, "The budget is " + budget + ", and an amount in a plan " + why.getMessage() + ".");
    }

    BudgetExport sorted() {
        budgets.sort(order(
                BudgetExport.ExportEntry::companyName, each -> each.customer().value()));
        unreadable.sort(order(
                BudgetExport.UnreadableCustomer::companyName,
                each -> each.customer().value()));
        return new BudgetExport(budgets, unreadable);
    }

    /** By name without regard to letter case, then by id. Ids as text: {@link UUID} compares signed numbers. */
    static <T> Comparator<T> order(
            java.util.function.Function<T, Optional<String>> name, java.util.function.Function<T, UUID> id) {
        return Comparator.comparing((T each) -> name.apply(each).orElse(""), String.CASE_INSENSITIVE_ORDER)
                .thenComparing(each -> id.apply(each).toString());
    }
}
