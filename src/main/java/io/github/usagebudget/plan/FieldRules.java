package io.github.usagebudget.plan;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.TextForms;
import io.github.usagebudget.json.JsonFaults;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The rules for the single fields of a budget, for every format and document. They never throw: an invalid value is reported as a fault,
 * and the result is empty. No fault quotes a value. One per budget; not thread-safe.
 */
final class FieldRules {
    private static final int LONGEST_TEXT = 256;

    private final String place;
    private final String nothing;
    private final Consumer<FieldFault> faults;
    private final Set<String> seen = new HashSet<>();

    // Mutable state
    private boolean faulty;

    /**
     * @param place the pointer of the budget; a field's pointer is this, a slash and the field's name
     * @param nothing how this format writes an absent amount: {@code null} or {@code empty}
     * @param faults receives each fault as it is found
     */
    FieldRules(String place, String nothing, Consumer<FieldFault> faults) {
        this.place = place;
        this.nothing = nothing;
        this.faults = faults;
    }

    /** Call this before the field's value is given. */
    void noteField(String field) {
        if (!seen.add(field)) fault(field, "occurs twice");
    }

    boolean has(String field) {
        return seen.contains(field);
    }

    void require(String field) {
        if (!has(field)) fault(field, "is missing");
    }

    void fault(String field, String detail) {
        faultAt(place + "/" + JsonFaults.escaped(field), detail);
    }

    /** A fault of the budget as a whole. */
    void fault(String detail) {
        faultAt(place, detail);
    }

    /** A fault at any pointer. */
    void faultAt(String pointer, String detail) {
        faulty = true;
        faults.accept(new FieldFault(pointer, detail));
    }

    /** Whether there was any fault. */
    boolean isFaulty() {
        return faulty;
    }

    /** @param text empty if the value is not text */
    Optional<CustomerTenantId> customer(Optional<String> text) {
        var customer = text.flatMap(CustomerTenantId::parse);
        if (customer.isEmpty()) fault("customerTenantId", "must be a GUID as text: the customer's Microsoft ID");
        return customer;
    }

    /** @param flag empty if the value is neither true nor false */
    boolean flag(String field, Optional<Boolean> flag) {
        if (flag.isEmpty()) fault(field, "must be true or false");
        return flag.orElse(false);
    }

    /**
     * A text of limited length, counted in code points as JSON Schema's {@code maxLength} does.
     *
     * @param text empty if the value is not text
     */
    Optional<String> text(String field, Optional<String> text) {
        var read = text.filter(words -> words.codePointCount(0, words.length()) <= LONGEST_TEXT);
        if (read.isEmpty()) fault(field, "must be text of at most " + LONGEST_TEXT + " characters");
        return read;
    }

    /** @param code empty if the value is not text */
    Optional<String> currency(Optional<String> code) {
        var read = code.filter(TextForms::isCurrency);
        if (read.isEmpty()) fault("currency", "must be three upper-case letters as text, such as EUR");
        return read;
    }

    /**
     * @param number a number in JSON's grammar; empty if the value is not a number
     * @param nothingIs the end of the message: what an absent number means, for example {@code to remove the budget}
     * @param checked throws IllegalArgumentException with the fault's detail if the number is outside the limits
     */
    <T> Optional<T> number(String field, Optional<String> number, String nothingIs, Function<BigDecimal, T> checked) {
        if (number.isEmpty()) {
            fault(field, "must be a number, or " + nothing + " " + nothingIs);
            return Optional.empty();
        }
        try {
            return Optional.of(checked.apply(new BigDecimal(number.get())));
        } catch (NumberFormatException e) {
            fault(field, "has an exponent that no amount can have");
        } catch (IllegalArgumentException e) {
            fault(field, e.getMessage());
        }
        return Optional.empty();
    }

    /** The entry with the plan's default, in formats with one budget per line. Stateless. */
    static final class DefaultEntry {
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
}
