package io.github.usagebudget.entra;

import io.github.usagebudget.budget.SafeText;

/** A secret's value, which is never shown by accident. Immutable. */
public record Secret(String value) {
    /** Without what editors and shells leave at its ends: line breaks, spaces of any kind, a byte order mark. */
    public Secret trimmed() {
        return new Secret(SafeText.trimmed(value));
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
