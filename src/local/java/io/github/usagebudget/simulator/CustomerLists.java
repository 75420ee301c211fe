package io.github.usagebudget.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The pages of Partner Center's customers and of their usage records. Thread-safe. */
final class CustomerLists {
    private static final String USAGE = "120.5682999999995904716";

    private final Map<String, Optional<String>> budgets;
    private final Map<String, Map<String, Object>> profiles = new ConcurrentHashMap<>();
    private final Map<String, String> relationships = new ConcurrentHashMap<>();
    private final Map<String, String> currencies = new ConcurrentHashMap<>();
    private final Set<String> withoutUsageRecord = ConcurrentHashMap.newKeySet();

    // Mutable state
    private volatile int pageSize = 100;

    CustomerLists(Map<String, Optional<String>> budgets) {
        this.budgets = budgets;
    }

    void forget() {
        withoutUsageRecord.clear();
        profiles.clear();
        relationships.clear();
        currencies.clear();
    }

    void pageSize(int size) {
        pageSize = size;
    }

    void removeUsageRecord(String id) {
        withoutUsageRecord.add(id);
    }

    void name(String id, String companyName, String domain) {
        profiles.put(id, Json.map("tenantId", id, "domain", domain, "companyName", companyName));
    }

    void bill(String id, String currency) {
        currencies.put(id, currency);
    }

    void relate(String id, String relationship) {
        relationships.put(id, relationship);
    }

    /** A page of customers. It can have fewer items than the request asks for, as in Partner Center. */
    Optional<Map<String, Object>> customers(RecordedRequest request) {
        var size = Math.min(pageSize, Integer.parseInt(request.query().getOrDefault("size", "40")));
        return page(
                request, "/customers", size, budgets.keySet().stream().sorted().toList(), this::customer);
    }

    private Map<String, Object> customer(String id) {
        return Json.map(
                "id",
                id,
                "companyProfile",
                profiles.getOrDefault(id, Json.map("tenantId", id)),
                "relationshipToPartner",
                relationships.getOrDefault(id, "reseller"),
                "attributes",
                Json.map("objectType", "Customer"));
    }

    /** A page of usage records. */
    Optional<Map<String, Object>> usageRecords(RecordedRequest request) {
        var ids = budgets.keySet().stream()
                .filter(id -> !withoutUsageRecord.contains(id))
                .sorted()
                .toList();
        return page(request, "/customers/usagerecords", pageSize, ids, this::usageRecord);
    }

    private Map<String, Object> usageRecord(String id) {
        var budget = Json.map("attributes", Json.map("objectType", "SpendingBudget"));
        budgets.get(id).ifPresent(amount -> budget.put("amount", new Json.Digits(amount)));
        return Json.map(
                "budget",
                budget,
                "resourceId",
                id,
                "id",
                id,
                "totalCost",
                new Json.Digits(USAGE),
                "percentUsed",
                new Json.Digits(percentUsed(budgets.get(id))),
                "currencyCode",
                currencies.getOrDefault(id, "EUR"));
    }

    private static String percentUsed(Optional<String> budget) {
        var amount = budget.map(BigDecimal::new).orElse(BigDecimal.ZERO);
        if (amount.signum() == 0) return "0";
        return new BigDecimal(USAGE)
                .movePointRight(2)
                .divide(amount, 2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** Empty if no link leads to the requested page. */
    private static Optional<Map<String, Object>> page(
            RecordedRequest request,
            String path,
            int size,
            List<String> ids,
            Function<String, Map<String, Object>> item) {
        var token = String.valueOf(request.header("MS-ContinuationToken"));
        var seeks = "Next".equals(request.query().get("seekOperation"));
        if (seeks != token.startsWith("after-")) return Optional.empty();
        var from = seeks ? Integer.parseInt(token.substring("after-".length())) : 0;
        var to = Math.min(ids.size(), from + size);
        var links = new LinkedHashMap<String, Object>();
        if (to < ids.size())
            links.put(
                    "next",
                    Json.map(
                            "uri",
                            path + "?size=" + size + "&seekOperation=Next",
                            "method",
                            "GET",
                            "headers",
                            List.of(Json.map("key", "MS-ContinuationToken", "value", "after-" + to))));
        var items = ids.subList(Math.min(from, to), to).stream().map(item).toList();
        return Optional.of(Json.map(
                "totalCount",
                new Json.Digits("" + items.size()),
                "items",
                items,
                "links",
                links,
                "attributes",
                Json.map("objectType", "Collection")));
    }
}
