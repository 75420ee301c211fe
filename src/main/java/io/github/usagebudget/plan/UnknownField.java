package io.github.usagebudget.plan;

import io.github.usagebudget.budget.ClosestName;
import java.util.Collection;

/** What a fault says of a field that is not known. Stateless. */
public final class UnknownField {
    private UnknownField() {}

    /** @param known the fields that the name can have been meant for */
    public static String detail(String name, Collection<String> known) {
        return ClosestName.of(name, known)
                .map(meant -> meant.equalsIgnoreCase(name) ? ": write " + meant : ": did you mean " + meant + "?")
                .map("is not known"::concat)
                .orElse("is not known");
    }
}
