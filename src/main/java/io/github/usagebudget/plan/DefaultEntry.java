package io.github.usagebudget.plan;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The entry with the plan's default, in formats with one budget per line. Stateless. */
final class DefaultEntry {
    /** The value of customerTenantId in that entry. */
    private static final String ALL_OTHERS = "*";

    private static final Set<String> FIELDS = Set.of("customerTenantId", "amount");

    private DefaultEntry() {}

    /** @param customer empty if the value is not text */
    static boolean isNamedBy(Optional<String> customer) {
        return customer.filter(ALL_OTHERS::equals).isPresent();
    }

    static void check(FieldRules rules, boolean amountIsNothing) {
        if (amountIsNothing) rules.fault("amount", "must be a number: the default is an amount");
        for (var field : new TreeSet<>(BudgetReader.PLANNED))
            if (rules.has(field) && !FIELDS.contains(field))
                rules.fault(field, "must be left out: the default has an amount only");
    }
}
