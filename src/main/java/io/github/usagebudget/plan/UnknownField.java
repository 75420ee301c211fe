package io.github.usagebudget.plan;

import io.github.usagebudget.budget.ClosestName;
import java.util.Collection;

/** The detail of a fault for an unknown field. Stateless. */
public final class UnknownField {
    private UnknownField() {}

    /** @param known the valid names, from which the closest one is suggested */
    public static String detail(String name, Collection<String> known) {
        return ClosestName.of(name, known)
                .map(meant -> meant.equalsIgnoreCase(name) ? ": write " + meant : ": did you mean " + meant + "?")
                .map("is not known"::concat)
                .orElse("is not known");
    }
}
