package io.github.usagebudget.budget;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All customers' budgets in one list, if the app can read it. Implementations are safe for use by many threads. */
public interface BudgetList {

    /**
     * At most one record for each customer; a customer can be missing. Empty if the app cannot read the list.
     *
     * @throws BudgetFailure if the list cannot be read
     */
    Listing<UsageRecord> records(UpdateContext context);

    /**
     * The records by customer. The list must be complete: another record of the same customer can follow.
     *
     * @throws BudgetFailure if the list cannot be read to its end
     */
    default Map<CustomerTenantId, UsageRecord> byCustomer(UpdateContext context) {
        var records = records(context);
        if (!records.isComplete())
            throw BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "The list of usage records has too many pages.");
        return byCustomer(records.items());
    }

    /** The records by customer. */
    static Map<CustomerTenantId, UsageRecord> byCustomer(List<UsageRecord> records) {
        var byCustomer = new HashMap<CustomerTenantId, UsageRecord>();
        for (var record : records) byCustomer.put(record.customer(), record);
        return byCustomer;
    }

    /**
     * The record of one customer in a list; it can be a day old. What is absent or unclear is empty. Immutable.
     *
     * @param currency in which Partner Center bills the customer (ISO 4217 code)
     * @param usage of the current month, in that currency
     * @param percentUsed of the budget
     */
    public record UsageRecord(
            CustomerTenantId customer,
            Optional<Budget> budget,
            Optional<String> currency,
            Optional<BigDecimal> usage,
            Optional<BigDecimal> percentUsed) {

        /** The content of two records for one customer: the currency if they agree on it, and nothing else. */
        public UsageRecord and(UsageRecord other) {
            var agreed = currency.equals(other.currency) ? currency : Optional.<String>empty();
            return new UsageRecord(customer, Optional.empty(), agreed, Optional.empty(), Optional.empty());
        }

        /** A record in which only the customer is clear. */
        public static UsageRecord unclear(CustomerTenantId customer) {
            return new UsageRecord(customer, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }
}
