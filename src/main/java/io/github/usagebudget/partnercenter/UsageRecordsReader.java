package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.SpendingBudget;
import io.github.usagebudget.json.JsonValue;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads one page of customers' usage records. Source: learn.microsoft.com/partner-center/developer/get-a-customer-s-usage-records.
 * Thread-safe.
 */
final class UsageRecordsReader {
    private static final String OBJECT_TYPE = "CustomerMonthlyUsageRecord";
    private final SpendingBudgetReader budgets = new SpendingBudgetReader();

    /**
     * One page.
     *
     * @param next where the next one is; empty on the last
     */
    record Page(List<Entry> entries, Optional<Next> next) {}

    /**
     * What a record says of a customer.
     *
     * @param budget empty if it is unclear
     */
    record Entry(CustomerTenantId customer, Optional<Budget> budget) {}

    /** The query and the token that lead to a page. */
    record Next(Map<String, String> query, Optional<String> token) {}

    /** Empty for what is no such page. */
    Optional<Page> read(byte[] body) {
        return JsonValue.object(body)
                .map(JsonValue::withLowerCaseNames)
                .filter(page -> page.member("items").isList())
                .map(page -> new Page(
                        page.member("items").items().stream()
                                .flatMap(this::entries)
                                .toList(),
                        next(page.member("links")
                                .withLowerCaseNames()
                                .member("next")
                                .withLowerCaseNames())));
    }

    /** One entry for each customer that the record names: more than one if it is unclear whose it is. */
    private Stream<Entry> entries(JsonValue item) {
        var known = item.withLowerCaseNames();
        // the resource is the customer; "id" is its deprecated twin
        var customers = Stream.of("resourceid", "id")
                .flatMap(name -> known.member(name).texts())
                .flatMap(text -> CustomerTenantId.parse(text).stream())
                .distinct()
                .toList();
        var budget = customers.size() == 1 ? budget(item, known) : Optional.<Budget>empty();
        return customers.stream().map(customer -> new Entry(customer, budget));
    }

    private Optional<Budget> budget(JsonValue item, JsonValue known) {
        if (item.hasRepeatedMember() || known.hasRepeatedMember() || !isUsageRecord(known)) return Optional.empty();
        return budgets.read(known.member("budget"))
                .map(SpendingBudget::budget)
                .filter(budget -> twins(known).allMatch(twin -> agrees(twin, budget)))
                .filter(budget -> budget.amount().isPresent() || !isUsed(known));
    }

    private static boolean isUsageRecord(JsonValue known) {
        var type = known.member("attributes").withLowerCaseNames().member("objecttype");
        return type.isMissing()
                || type.isNull()
                || type.text().filter(OBJECT_TYPE::equalsIgnoreCase).isPresent();
    }

    /** Deprecated twins of {@code budget}, such as {@code customerSpendingBudget}, which some records still have. */
    private static Stream<JsonValue> twins(JsonValue known) {
        return known.members().keySet().stream()
                .filter(name -> name.contains("budget") && !name.equals("budget"))
                .map(known::member);
    }

    private boolean agrees(JsonValue twin, Budget budget) {
        if (twin.isNull() || twin.isObject() && twin.members().isEmpty()) return true;
        var amount = twin.isObject()
                ? budgets.read(twin).map(SpendingBudget::budget)
                : twin.number().filter(Budget::mayBe).map(Budget::of);
        return amount.filter(budget::sameAs).isPresent();
    }

    /** A share of a budget that was used means that there is one. */
    private static boolean isUsed(JsonValue known) {
        var share = known.member("percentused");
        return !share.isMissing() && !share.isNull() && !share.shown().matches("0+([.,]0+)?");
    }

    private static Optional<Next> next(JsonValue link) {
        var uri = link.member("uri").shown();
        if (uri.isEmpty()) return Optional.empty();
        var token = Optional.<String>empty();
        for (var header : link.member("headers").items()) {
            if (header.member("key").shown().equalsIgnoreCase("MS-ContinuationToken"))
                token = Optional.of(header.member("value").shown());
        }
        return Optional.of(new Next(query(uri), token));
    }

    /** Of the link only the query counts: where to ask is not the answer's to say, and it comes with and without {@code /v1}. */
    private static Map<String, String> query(String uri) {
        var fields = new LinkedHashMap<String, String>();
        try {
            var query = URI.create(uri).getRawQuery();
            if (query == null) return fields;
            for (var field : query.split("&")) {
                var parts = field.split("=", 2);
                if (parts.length == 2) fields.put(decoded(parts[0]), decoded(parts[1]));
            }
        } catch (IllegalArgumentException e) {
            fields.clear();
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
