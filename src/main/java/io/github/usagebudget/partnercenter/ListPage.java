package io.github.usagebudget.partnercenter;

import io.github.usagebudget.json.JsonValue;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One page of a list. Its {@code totalCount} is not read: it has been seen to count one page, all pages, or neither. Immutable.
 *
 * @param next where the next page is; empty on the last
 */
record ListPage(List<JsonValue> items, Optional<Next> next) {

    /** The query and the token that lead to a page. */
    record Next(Map<String, String> query, Optional<String> token) {}

    /** Empty for anything that is not clearly a page. */
    static Optional<ListPage> read(byte[] body) {
        return JsonValue.object(body)
                .map(JsonValue::withLowerCaseNames)
                .filter(page -> page.member("items").isList())
                .map(page -> new ListPage(
                        page.member("items").items(),
                        next(page.member("links")
                                .withLowerCaseNames()
                                .member("next")
                                .withLowerCaseNames())));
    }

    private static Optional<Next> next(JsonValue link) {
        var uri = link.member("uri").asText();
        if (uri.isEmpty()) return Optional.empty();
        var token = Optional.<String>empty();
        for (var header : link.member("headers").items()) {
            if (header.member("key").asText().equalsIgnoreCase("MS-ContinuationToken"))
                token = Optional.of(header.member("value").asText());
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
