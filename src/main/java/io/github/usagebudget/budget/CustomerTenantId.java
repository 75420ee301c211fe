package io.github.usagebudget.budget;

import java.util.Optional;
import java.util.UUID;

/**
 * The customer's Microsoft ID: the GUID of its Entra tenant, as {@code customer-tenant-id} in the vendor's page. Written in
 * lower case. Immutable.
 */
public record CustomerTenantId(UUID value) {
    /** Reads the 8-4-4-4-12 form in either case, alone or in braces as .NET and the registry write it; empty for anything else. */
    public static Optional<CustomerTenantId> parse(String text) {
        var guid = isInBraces(text) ? text.substring(1, text.length() - 1) : text;
        return Guid.parse(guid).map(CustomerTenantId::new);
    }

    private static boolean isInBraces(String text) {
        return text.length() > 2 && text.startsWith("{") && text.endsWith("}");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
