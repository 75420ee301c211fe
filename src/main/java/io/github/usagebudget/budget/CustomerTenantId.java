package io.github.usagebudget.budget;

import java.util.Optional;
import java.util.UUID;

/** The customer's Microsoft ID: the GUID of its Entra tenant. toString writes it in lower case. Immutable. */
public record CustomerTenantId(UUID value) {
    /** Reads a GUID in either letter case, with or without braces; empty for any other text. */
    public static Optional<CustomerTenantId> parse(String text) {
        var guid = isInBraces(text) ? text.substring(1, text.length() - 1) : text;
        return TextForms.guid(guid).map(CustomerTenantId::new);
    }

    private static boolean isInBraces(String text) {
        return text.length() > 2 && text.startsWith("{") && text.endsWith("}");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
