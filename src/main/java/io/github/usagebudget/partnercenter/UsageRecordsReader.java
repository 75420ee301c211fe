package io.github.usagebudget.partnercenter;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.CustomerTenantId;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads one page of customers' usage records (PARTNER-CENTER.md 5). Thread-safe. */
final class UsageRecordsReader {
    private final ObjectReader json;

    UsageRecordsReader(ObjectMapper mapper) {
        // exact: a budget of 300.000000 keeps its digits
        this.json = mapper.readerFor(JsonNode.class)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .with(
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

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
        try {
            JsonNode page = json.readValue(body);
            if (page == null || !page.path("items").isArray()) return Optional.empty();
            var budgets = new HashMap<CustomerTenantId, Budget>();
            for (var item : page.get("items")) customer(item).ifPresent(customer -> note(budgets, customer, item));
            return Optional.of(new Page(budgets, next(page.path("links").path("next"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The resource is the customer; {@code id} is its deprecated twin. */
    private static Optional<CustomerTenantId> customer(JsonNode item) {
        var id = item.path("resourceId").isTextual() ? item.get("resourceId") : item.path("id");
        return CustomerTenantId.parse(id.asText());
    }

    /** No amount is no budget (PARTNER-CENTER.md 1.4 e); a record without a budget at all, or with nonsense, says nothing. */
    private static void note(Map<CustomerTenantId, Budget> budgets, CustomerTenantId customer, JsonNode item) {
        var budget = item.get("budget");
        if (budget == null || !budget.isObject()) return;
        var amount = budget.get("amount");
        if (amount == null || amount.isNull()) budgets.put(customer, Budget.NONE);
        else if (amount.isNumber() && Budget.mayBe(amount.decimalValue()))
            budgets.put(customer, Budget.of(amount.decimalValue()));
    }

    private static Optional<Next> next(JsonNode link) {
        var uri = link.path("uri").asText("");
        if (uri.isEmpty()) return Optional.empty();
        var token = Optional.<String>empty();
        for (var header : link.path("headers")) {
            if (header.path("key").asText().equalsIgnoreCase("MS-ContinuationToken"))
                token = Optional.of(header.path("value").asText());
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
