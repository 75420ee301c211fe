package io.github.usagebudget.entra;

import io.github.usagebudget.budget.SafeText;

/** The value of a secret. toString hides it. Immutable. */
public record Secret(String value) {
    /** Without what editors and shells add at the ends: line breaks, spaces of any kind, a byte order mark. */
    public Secret trimmed() {
        return new Secret(SafeText.trimmed(value));
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
