package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.TextForms;
import io.github.usagebudget.json.JsonFaults;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The rules for the single fields of a budget, for every format and document. They never throw: an invalid value is reported as a fault,
 * and the result is empty. No fault quotes a value. One per budget; not thread-safe.
 */
class FieldRules {
    private static final int LONGEST_TEXT = 256;
    private static final String QUOTED = ": write it without quotes";

    /** How the document's format writes an absent amount: {@code null} or {@code empty}. */
    final String nothing;

    private final String place;
    private final Consumer<FieldFault> faults;
    private final Set<String> seen = new HashSet<>();

    // Mutable state
    private boolean faulty;

    /** @param place the pointer of the budget; a field's pointer is this, a slash and the field's name */
    FieldRules(String place, String nothing, Consumer<FieldFault> faults) {
        this.place = place;
        this.nothing = nothing;
        this.faults = faults;
    }

    /** Call this before the field's value is checked; false if the field occurs again, which is a fault. */
    boolean noteField(String field) {
        var isFirst = seen.add(field);
        if (!isFirst) fault(field, "occurs twice");
        return isFirst;
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
    public void faultAt(String pointer, String detail) {
        faulty = true;
        faults.accept(new FieldFault(pointer, detail));
    }

    boolean isFaulty() {
        return faulty;
    }

    /** Reads one member; the parser is at the first token of the value, and must end there or at the value's last token. */
    interface MemberReader {
        void read(String name, JsonParser json) throws IOException;
    }

    /** Reads all members of an object; false if there is none, which is a fault. */
    boolean readMembers(JsonParser json, MemberReader reader) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            fault("must be a JSON object");
            return false;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            reader.read(name, json);
            json.skipChildren();
        }
        return true;
    }

    Optional<CustomerTenantId> customerTenantId(FieldValue value) {
        var customer = value.asText().flatMap(CustomerTenantId::parse);
        return orFault(customer, "customerTenantId", "must be a GUID as text: the customer's Microsoft ID");
    }

    boolean flag(String field, FieldValue value) {
        if (!value.type.isBoolean()) fault(field, "must be true or false" + (value.isText() ? QUOTED : ""));
        return value.type == JsonToken.VALUE_TRUE;
    }

    /** A text of limited length, counted in code points as JSON Schema's {@code maxLength} does. */
    Optional<String> text(String field, FieldValue value) {
        var text = value.asText().filter(words -> words.codePointCount(0, words.length()) <= LONGEST_TEXT);
        return orFault(text, field, "must be text of at most " + LONGEST_TEXT + " characters");
    }

    Optional<String> currency(FieldValue value) {
        var code = value.asText().filter(TextForms::isCurrency);
        return orFault(code, "currency", "must be three upper-case letters as text, such as EUR");
    }

    private <T> Optional<T> orFault(Optional<T> read, String field, String detail) {
        if (read.isEmpty()) fault(field, detail);
        return read;
    }

    /**
     * @param nothingIs the end of the message: what an absent number means, for example {@code to remove the budget}
     * @param checked throws IllegalArgumentException with the fault's detail if the number is outside the limits
     */
    <T> Optional<T> number(String field, FieldValue value, String nothingIs, Function<BigDecimal, T> checked) {
        if (!value.type.isNumeric()) {
            fault(field, "must be a number, or " + nothing + " " + nothingIs);
            return Optional.empty();
        }
        try {
            return Optional.of(checked.apply(new BigDecimal(value.text)));
        } catch (NumberFormatException e) {
            fault(field, "has an exponent that no amount can have");
        } catch (IllegalArgumentException e) {
            fault(field, e.getMessage());
        }
        return Optional.empty();
    }

    /** As {@link #number}, with its own message for a number in quotes. */
    <T> Optional<T> unquoted(String field, FieldValue value, String nothingIs, Function<BigDecimal, T> checked) {
        if (!value.isText()) return number(field, value, nothingIs, checked);
        fault(field, "must be a number" + QUOTED);
        return Optional.empty();
    }

    /** Allows more decimals than a requested amount, because it must accept every amount that Partner Center returned. */
    static Budget expectable(BigDecimal number) {
        if (number.signum() < 0) throw new IllegalArgumentException(Budget.IMPLAUSIBLE);
        return Budget.of(number);
    }

    /** A value in terms of JSON. A number is kept as text, because Jackson's message about an invalid exponent quotes it. */
    record FieldValue(JsonToken type, String text) {
        static final FieldValue NOTHING = new FieldValue(JsonToken.VALUE_NULL, "");

        /** The parser's current value; of an object or a list only that it is one. */
        static FieldValue of(JsonParser json) throws IOException {
            var type = json.currentToken();
            return new FieldValue(type, type.isNumeric() || type == JsonToken.VALUE_STRING ? json.getText() : "");
        }

        static FieldValue text(String text) {
            return new FieldValue(JsonToken.VALUE_STRING, text);
        }

        /** @param digits in JSON's grammar */
        static FieldValue number(String digits) {
            return new FieldValue(JsonToken.VALUE_NUMBER_FLOAT, digits);
        }

        static FieldValue flag(boolean flag) {
            return new FieldValue(flag ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE, "");
        }

        boolean isNothing() {
            return type == JsonToken.VALUE_NULL;
        }

        boolean isText() {
            return type == JsonToken.VALUE_STRING;
        }

        Optional<String> asText() {
            return isText() ? Optional.of(text) : Optional.empty();
        }
    }
}
