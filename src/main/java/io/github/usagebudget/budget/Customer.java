package io.github.usagebudget.budget;

import java.util.Optional;

/** A customer of the partner, as people know it. Immutable. */
public record Customer(CustomerTenantId id, Optional<String> companyName, Optional<String> domain) {}
