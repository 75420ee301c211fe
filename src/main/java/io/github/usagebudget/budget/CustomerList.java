package io.github.usagebudget.budget;

import java.util.Optional;

/** All customers of the partner. Implementations are safe for use by many threads. */
public interface CustomerList {
    /**
     * Each customer once, in no particular order, without those that have another relationship to the partner than a reseller's.
     *
     * @throws BudgetFailure if the list cannot be read
     */
    Listing<Customer> customers(UpdateContext context);

    /** A customer of the partner. Immutable. */
    public record Customer(CustomerTenantId id, Optional<String> companyName, Optional<String> domain) {}
}
