package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.json.JsonValue;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one page of customers' usage records (PARTNER-CENTER.md 5). Thread-safe. */
final class UsageRecordsReader {
    /**
     * One page.
     *
     * @param next where the next one is; empty on the last
     */
    record Page(Map<CustomerTenantId, Budget> budgets, Optional<Next> next) {}

    /** The query and the token that lead to a page. */
    record Next(Map<String, String> query, Optional<String> token) {}

    /** Empty for what is no such page. */
    Optional<Page> read(byte[] body) {
        return JsonValue.object(body)
                .filter(page -> page.member("items").isList())
                .map(page -> new Page(
                        budgets(page.member("items").items()),
                        next(page.member("links").member("next"))));
    }

    private static Map<CustomerTenantId, Budget> budgets(List<JsonValue> items) {
        var budgets = new HashMap<CustomerTenantId, Budget>();
        for (var item : items) customer(item).ifPresent(customer -> note(budgets, customer, item));
        return budgets;
    }

    /** The resource is the customer; {@code id} is its deprecated twin. */
    private static Optional<CustomerTenantId> customer(JsonValue item) {
        return item.member("resourceId").text().or(item.member("id")::text).flatMap(CustomerTenantId::parse);
    }

    /** No amount is no budget (PARTNER-CENTER.md 1.4 e); a record without a budget at all, or with nonsense, says nothing. */
    private static void note(Map<CustomerTenantId, Budget> budgets, CustomerTenantId customer, JsonValue item) {
        var budget = item.member("budget");
        if (!budget.isObject()) return;
        var amount = budget.member("amount");
        if (amount.isMissing() || amount.isNull()) budgets.put(customer, Budget.NONE);
        else amount.number().filter(Budget::mayBe).ifPresent(number -> budgets.put(customer, Budget.of(number)));
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
