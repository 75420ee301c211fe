package io.github.usagebudget.partnercenter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.Retrier;
import io.github.usagebudget.partnercenter.ListReader.ListPage;
import io.github.usagebudget.simulator.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the pages of Partner Center's lists in virtual time. */
class ListReaderTest {
    private static final Duration LONGEST = Duration.ofSeconds(200);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T08:00:00Z"));
    private final ListReader lists = new ListReader(
            new Settings(name -> Optional.empty()),
            new PartnerCenterErrors(time),
            new Retrier(time, time::advance, new Random(1)));
    private final Deque<HttpReply> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> read = new ArrayList<>();

    @Test
    void follows_the_links_with_their_tokens_to_the_end() {
        answers.add(page("a,b", "/customers?size=2&seekOperation=Next", "t 1"));
        answers.add(page("c", "https://elsewhere.example/v1/customers?size=2&seekOperation=Next", "t 2"));
        answers.add(page("d", null, null));
        assertThat(read()).isTrue();
        assertThat(read).containsExactly("a", "b", "c", "d");
        assertThat(asked)
                .containsExactly(
                        "{size=500} null", "{seekOperation=Next, size=2} t 1", "{seekOperation=Next, size=2} t 2");
    }

    @ParameterizedTest
    @CsvSource({"500,''", "503,''", "429,7", "204,30", "200,''", "400,''"})
    void a_page_that_fails_is_requested_again(int status, String retryAfter) {
        answers.add(page("a", "?seekOperation=Next", "1"));
        answers.add(answer(status, retryAfter, status == 200 ? "<html>" : ""));
        answers.add(page("b", null, null));
        var before = time.nanos();
        assertThat(read()).isTrue();
        assertThat(read).containsExactly("a", "b");
        assertThat(asked.get(2)).isEqualTo(asked.get(1));
        if (!retryAfter.isEmpty())
            assertThat(Duration.ofNanos(time.nanos() - before)).hasSeconds(Long.parseLong(retryAfter));
    }

    @ParameterizedTest
    @CsvSource({
        "403,'',partner-center-forbidden,1",
        "500,'',partner-center-unavailable,3",
        "204,900,partner-center-unavailable,1"
    })
    void a_page_that_cannot_be_read_is_a_failure(int status, String retryAfter, String code, int requests) {
        for (var i = 0; i < 3; i++) answers.add(answer(status, retryAfter, ""));
        assertThat(failure().kind().code()).isEqualTo(code);
        assertThat(asked).hasSize(requests);
    }

    @Test
    void a_repeated_token_is_a_failure_and_not_an_endless_loop() {
        for (var i = 0; i < 3; i++) answers.add(page("a", "?seekOperation=Next", "same"));
        assertThat(failure()).hasMessageContaining("goes round in circles");
        assertThat(asked).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "1000000", "-3", "\"many\"", "null"})
    void the_total_count_is_ignored(String totalCount) {
        answers.add(new HttpReply(
                200, Map.of(), ("{\"totalCount\":" + totalCount + ",\"items\":[\"a\",\"b\"]}").getBytes(UTF_8)));
        assertThat(read()).isTrue();
        assertThat(read).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({"1000,true", "1001,false"})
    void at_most_a_thousand_pages_are_read(int pages, boolean complete) {
        for (var i = 1; i <= pages; i++) answers.add(page("x", i < pages ? "?seekOperation=Next" : null, "t" + i));
        assertThat(read()).isEqualTo(complete);
        assertThat(asked).hasSize(1000);
    }

    @Test
    void an_ambiguous_answer_is_not_a_page() {
        assertThat(ListPage.read("{\"links\":{}}".getBytes(UTF_8))).isEmpty();
        assertThat(ListPage.read("{\"items\":[],\"items\":[]}".getBytes(UTF_8))).isEmpty();
        assertThat(ListPage.read(new byte[0])).isEmpty();
    }

    private boolean read() {
        var context = new UpdateContext(UUID.randomUUID(), UUID.randomUUID(), Deadline.after(LONGEST, time::nanos));
        return lists.read(
                "customers",
                Map.of("size", "500"),
                (query, token) -> {
                    asked.add(new java.util.TreeMap<>(query) + " " + token);
                    return answers.remove();
                },
                context,
                item -> read.add(item.asText()));
    }

    private BudgetFailure failure() {
        return catchThrowableOfType(BudgetFailure.class, this::read);
    }

    private static HttpReply answer(int status, String retryAfter, String body) {
        var headers = retryAfter.isEmpty() ? Map.<String, String>of() : Map.of("Retry-After", retryAfter);
        return new HttpReply(status, headers, body.getBytes(UTF_8));
    }

    private static HttpReply page(String items, String next, String token) {
        var links = next == null
                ? "{}"
                : "{\"next\":{\"uri\":\"" + next + "\",\"headers\":[{\"key\":\"MS-ContinuationToken\",\"value\":\""
                        + token + "\"}]}}";
        return answer(200, "", "{\"items\":[\"" + items.replace(",", "\",\"") + "\"],\"links\":" + links + "}");
    }
}
