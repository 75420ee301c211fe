package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.TextForms;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import io.github.usagebudget.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a spending budget, in the answer for one customer and in a record of a list. Names match in any letter case, a byte order mark is skipped,
 * unknown members are ignored, and no amount means no budget. If there is any doubt, it is not a spending budget: a repeated member, two amounts
 * that contradict each other, another object type, or a number under an unknown name if the amount is missing. Source:
 * https://learn.microsoft.com/partner-center/developer/customer-usage-resources. Stateless.
 */
final class SpendingBudgetReader {
    static final String OBJECT_TYPE = "SpendingBudget";

    private static final String AMOUNT = "amount";
    /** The vendor's older name for the same number. */
    private static final String ALIAS = "usagespendingbudget";

    /** Possessive, so that the time is linear in the length of a text from outside. */
    private static final Pattern NUMBER = Pattern.compile("\\s*+[-+]?+[.,]*+\\d[\\d.,]*+([eE][-+]?+\\d++)?+\\s*+");

    private static final Pattern CUSTOMER =
            Pattern.compile("customers/(" + TextForms.GUID + ")", Pattern.CASE_INSENSITIVE);

    private SpendingBudgetReader() {}

    /** Empty if it is not clearly a spending budget. */
    static Optional<SpendingBudget> read(JsonValue resource) {
        var known = resource.withLowerCaseNames();
        var attributes = known.member("attributes").withLowerCaseNames();
        if (resource.hasRepeatedMember()
                || known.hasRepeatedMember()
                || attributes.hasRepeatedMember()
                || !isSpendingBudget(known, attributes)
                || isUnderAnotherName(known)) return Optional.empty();
        var amount = amount(known, AMOUNT);
        var alias = amount(known, ALIAS);
        if (amount.isEmpty() || alias.isEmpty()) return Optional.empty();
        var isNamed = has(known, AMOUNT);
        if (isNamed && contradicts(amount.get(), alias.get())) return Optional.empty();
        return Optional.of(new SpendingBudget(
                isNamed ? amount.get() : alias.get(),
                has(known, ALIAS) ? alias : Optional.empty(),
                known.member("attributes").members(),
                known.member("links").members()));
    }

    /** Whether the links of an answer name another customer: then it belongs to another request. */
    static boolean namesAnother(JsonValue answer, CustomerTenantId customer) {
        var links = answer.withLowerCaseNames().member("links");
        return links.texts().flatMap(SpendingBudgetReader::customers).anyMatch(id -> !id.equals(customer.value()));
    }

    private static Stream<UUID> customers(String link) {
        return CUSTOMER.matcher(link).results().map(match -> UUID.fromString(match.group(1)));
    }

    /** Decided by the type. Without a type there must be an amount, so that {@code {}} is not read as "no budget". */
    private static boolean isSpendingBudget(JsonValue known, JsonValue attributes) {
        var type = attributes.member("objecttype");
        return isAbsent(type)
                ? has(known, AMOUNT) || has(known, ALIAS)
                : type.text().filter(OBJECT_TYPE::equalsIgnoreCase).isPresent();
    }

    /** No amount means no budget, but not if there is a number under another name, such as {@code ammount}. */
    private static boolean isUnderAnotherName(JsonValue known) {
        return isAbsent(known.member(AMOUNT))
                && isAbsent(known.member(ALIAS))
                && (known.numbers().findAny().isPresent()
                        || withoutLinks(known).texts().anyMatch(NUMBER.asMatchPredicate()));
    }

    private static JsonValue withoutLinks(JsonValue known) {
        var members = new LinkedHashMap<>(known.members());
        members.remove("links");
        return new JsonValue(members);
    }

    /** {@link Budget#NONE} for a missing or null member; empty if it is not a plausible number. */
    private static Optional<Budget> amount(JsonValue known, String name) {
        var member = known.member(name);
        if (isAbsent(member)) return Optional.of(Budget.NONE);
        return member.number()
                .filter(number -> number.signum() >= 0 && Budget.isPlausible(number))
                .map(Budget::of);
    }

    /** The older name can be null, but it must not have another number. */
    private static boolean contradicts(Budget amount, Budget alias) {
        return alias.amount().isPresent() && !amount.sameAs(alias);
    }

    static boolean isAbsent(JsonValue member) {
        return member.isMissing() || member.isNull();
    }

    private static boolean has(JsonValue known, String name) {
        return !known.member(name).isMissing();
    }
}
