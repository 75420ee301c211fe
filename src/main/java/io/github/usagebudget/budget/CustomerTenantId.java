package io.github.usagebudget.budget;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The customer's Microsoft ID: the GUID of its Entra tenant, as {@code customer-tenant-id} in the vendor's page. Written in
 * lower case. Immutable.
 */
public record CustomerTenantId(UUID value) {
    // UUID.fromString alone would take "1-1-1-1-1"
    private static final Pattern GUID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    /** Reads the 8-4-4-4-12 form in either case; empty for anything else. */
    public static Optional<CustomerTenantId> parse(String text) {
        return GUID.matcher(text).matches()
                ? Optional.of(new CustomerTenantId(UUID.fromString(text)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
