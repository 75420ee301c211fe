package io.github.usagebudget.budget;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The port to the lists of the partner's customers. Implementations are safe for use by many threads. */
public interface PartnerLists {
    /**
     * Each customer once, in no particular order, without those that have another relationship to the partner than a reseller's.
     *
     * @throws BudgetFailure if the list cannot be read
     */
    Listing<Customer> customers(UpdateContext context);

    /**
     * At most one record for each customer; a customer can be missing. Empty if the app cannot read the list.
     *
     * @throws BudgetFailure if the list cannot be read
     */
    Listing<UsageRecord> usageRecords(UpdateContext context);

    /** @param isComplete false if the list has more pages than were read */
    record Listing<T>(List<T> items, boolean isComplete) {
        public Listing {
            items = List.copyOf(items);
        }

        /** @throws BudgetFailure if the list was not read to its end */
        public List<T> complete(String name) {
            if (isComplete) return items;
            throw BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "The list of " + name + " has too many pages.");
        }
    }

    /** A customer of the partner. Immutable. */
    record Customer(CustomerTenantId id, Optional<String> companyName, Optional<String> domain) {}

    /**
     * The record of one customer in a list; it can be a day old. What is absent or unclear is empty. Immutable.
     *
     * @param currency in which Partner Center bills the customer (ISO 4217 code)
     * @param usage of the current month, in that currency
     * @param percentUsed of the budget
     */
    record UsageRecord(
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

        /** The list must be complete: another record of the same customer can follow. */
        public static Map<CustomerTenantId, UsageRecord> byCustomer(List<UsageRecord> all) {
            var byCustomer = new HashMap<CustomerTenantId, UsageRecord>();
            for (var record : all) byCustomer.put(record.customer, record);
            return byCustomer;
        }
    }
}
