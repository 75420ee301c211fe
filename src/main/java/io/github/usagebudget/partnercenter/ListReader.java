package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.NoResponse;
import io.github.usagebudget.http.Retrier;
import io.github.usagebudget.json.JsonValue;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads lists page by page; a page that fails is requested again. Thread-safe. */
@Singleton
class ListReader {
    /** No further page is read. */
    static final int MOST_PAGES = 1_000;

    private final Settings settings;
    private final PartnerCenterErrors errors;
    private final Retrier retrier;

    ListReader(Settings settings, PartnerCenterErrors errors, Retrier retrier) {
        this.settings = settings;
        this.errors = errors;
        this.retrier = retrier;
    }

    @FunctionalInterface
    interface PageRequest {
        /** @param continuationToken null for none */
        HttpReply send(Map<String, String> query, String continuationToken) throws NoResponse;
    }

    /**
     * Reads a list from its first page.
     *
     * @param name of the list, for failures
     * @param first the query of the first page
     * @param items gets each item
     * @return false if the list has more than {@value #MOST_PAGES} pages
     * @throws BudgetFailure if a page cannot be read, or a link leads back to a page that was read: then the others cannot be reached
     */
    boolean read(
            String name,
            Map<String, String> first,
            PageRequest request,
            UpdateContext context,
            Consumer<JsonValue> items) {
        var followed = new HashSet<ListPage.Next>();
        var next = Optional.of(new ListPage.Next(first, Optional.empty()));
        while (next.isPresent()) {
            if (followed.size() == MOST_PAGES) return false;
            if (!followed.add(next.get())) throw unusable(name, "goes round in circles.");
            if (context.deadline().hasPassed()) throw unusable(name, "could not be read in time.");
            var page = page(name, next.get(), request, context);
            page.items().forEach(items);
            next = page.next();
        }
        return true;
    }

    private ListPage page(String name, ListPage.Next next, PageRequest request, UpdateContext context) {
        var policy = BudgetRequests.policy(settings);
        for (var tries = 1; ; tries++) {
            try {
                return once(name, next, request);
            } catch (BudgetFailure failure) {
                var timeLeft = context.deadline().timeLeft();
                if (!failure.retryable() || !retrier.waitsBeforeRetry(policy, tries, failure.retryAfter(), timeLeft))
                    throw failure;
            }
        }
    }

    private ListPage once(String name, ListPage.Next next, PageRequest request) {
        try {
            var answer = request.send(next.query(), next.token().orElse(null));
            if (!answer.successful()) throw errors.translate(answer);
            return ListPage.read(answer.body()).orElseThrow(() -> notAPage(name, answer));
        } catch (NoResponse e) {
            throw unusable(name, "could not be read: " + e.getMessage() + ".").withCause(e);
        }
    }

    /** A page that a link named was answered with 204 and Retry-After (https://github.com/microsoft/Partner-Center-Java/issues/114). */
    private BudgetFailure notAPage(String name, HttpReply answer) {
        return errors.withRetryAfter(
                unusable(name, "is not a list: Partner Center answered " + answer.status() + "."), answer);
    }

    private static BudgetFailure unusable(String name, String why) {
        return BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "The list of " + name + " " + why);
    }

    /**
     * One page of a list. Its {@code totalCount} is not read: it can be the count of one page, of all pages, or neither. Immutable.
     *
     * @param next leads to the next page; empty on the last
     */
    record ListPage(List<JsonValue> items, Optional<Next> next) {

        /** The query and the token that lead to a page. */
        record Next(Map<String, String> query, Optional<String> token) {}

        /** Empty if it is not clearly a page. */
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

        /** Only the query of the link is used: an answer must not choose the address, and its path occurs with and without {@code /v1}. */
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
}
