package io.github.usagebudget.budget;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a list says of one customer; it can be a day old. What is absent or unclear is empty. Immutable.
 *
 * @param currency in which Partner Center bills the customer (ISO 4217)
 * @param usage of the current month, in that currency
 * @param percentUsed of the budget
 */
public record UsageRecord(
        CustomerTenantId customer,
        Optional<Budget> budget,
        Optional<String> currency,
        Optional<BigDecimal> usage,
        Optional<BigDecimal> percentUsed) {

    /** A record of which only the customer is clear. */
    public static UsageRecord unclear(CustomerTenantId customer) {
        return new UsageRecord(customer, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
