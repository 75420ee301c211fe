package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.SpendingBudget;
import io.github.usagebudget.json.JsonValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a spending budget as Partner Center really answers it (PARTNER-CENTER.md 1.4): any letter case, a byte order mark or not,
 * unknown members passed over, no amount meaning no budget. What is not clearly a spending budget is none. Thread-safe.
 */
final class SpendingBudgetReader {
    static final String OBJECT_TYPE = "SpendingBudget";
    /** So written in a sample of the vendor's (PARTNER-CENTER.md 1.4 g). */
    private static final String MISSPELT = "ammount";

    /** Empty for HTML, malformed JSON, another resource, an amount that is no number, or two amounts that contradict each other. */
    Optional<SpendingBudget> read(byte[] body) {
        return JsonValue.strictObject(body).map(JsonValue::members).flatMap(SpendingBudgetReader::read);
    }

    private static Optional<SpendingBudget> read(Map<String, Object> members) {
        var known = lowerCased(members);
        // the same member twice in different case says nothing for certain
        if (known.size() != members.size()) return Optional.empty();
        var attributes = object(known.get("attributes"));
        var links = object(known.get("links"));
        if (attributes.isEmpty() || links.isEmpty() || !isSpendingBudget(known, attributes.get()))
            return Optional.empty();

        var name = known.containsKey("amount") ? "amount" : MISSPELT;
        var amount = amount(known, name);
        var alias = amount(known, "usagespendingbudget");
        if (amount.isEmpty() || alias.isEmpty()) return Optional.empty();
        if (known.containsKey(name) && contradict(amount.get(), alias.get())) return Optional.empty();
        var budget = known.containsKey(name) ? amount.get() : alias.get();
        var shown = known.containsKey("usagespendingbudget") ? alias : Optional.<Budget>empty();
        return Optional.of(new SpendingBudget(budget, shown, attributes.get(), links.get()));
    }

    /** By its type; one without a type at least by an amount, so that {@code {}} is not taken for "no budget". */
    private static boolean isSpendingBudget(Map<String, Object> known, Map<String, Object> attributes) {
        var type = lowerCased(attributes).get("objecttype");
        return type == null
                ? known.containsKey("amount") || known.containsKey("usagespendingbudget")
                : OBJECT_TYPE.equalsIgnoreCase(type.toString());
    }

    /** None for a missing or null member; empty for one that is no number. */
    private static Optional<Budget> amount(Map<String, Object> known, String member) {
        var value = known.get(member);
        if (value == null) return Optional.of(Budget.NONE);
        return value instanceof BigDecimal number && Budget.mayBe(number)
                ? Optional.of(Budget.of(number))
                : Optional.empty();
    }

    /** The older name may have been given up (a null), but it must not name another number. */
    private static boolean contradict(Budget amount, Budget alias) {
        return alias.amount().isPresent() && !amount.sameAs(alias);
    }

    private static Optional<Map<String, Object>> object(Object value) {
        if (value == null) return Optional.of(Map.of());
        if (!(value instanceof Map<?, ?> members)) return Optional.empty();
        var copy = new LinkedHashMap<String, Object>();
        members.forEach((name, member) -> copy.put(name.toString(), member));
        return Optional.of(copy);
    }

    private static Map<String, Object> lowerCased(Map<String, Object> members) {
        var result = new LinkedHashMap<String, Object>();
        members.forEach((name, value) -> result.put(name.toLowerCase(Locale.ROOT), value));
        return result;
    }
}
