package io.github.usagebudget.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Untrusted text in the packaged deployable: it cannot forge, reorder or suppress a log line. */
class OutsideTextIT {
    /** Text that would look like a log line if a line break before it were logged. */
    private static final String FORGED = "usage-budget-change {\\\"forged\\\":true}";

    private static final String UNSAFE =
            "[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]";

    @RegisterExtension
    static final SimulatedHost host = SimulatedHost.with(Map.of());

    private static final Simulator simulator = host.simulator();

    private final String customer = UUID.randomUUID().toString();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\r\\n", "\\n", "\\r", "\\u0000", "\\u001b", "\\u007f", "\\u0085", "\\u009b", "\\u061c", "\\u200b",
                "\\u200e", "\\u2028", "\\u2029", "\\u202e", "\\u2066", "\\ufeff", "\\ud800", "\\udc00"
            })
    void an_unsafe_character_becomes_a_space(String escape) throws Exception {
        var mark = UUID.randomUUID().toString();
        var text = mark + escape + FORGED;
        var expected = mark + " usage-budget-change ";
        simulator.partnerCenter().customer(customer, "80");
        simulator
                .partnerCenter()
                .script(
                        customer,
                        SimulatedFault.answering(Reply.text(
                                403,
                                "application/json",
                                "{\"code\":\"%1$s\",\"description\":\"%1$s\",\"source\":\"%1$s\",\"data\":[\"%1$s\"]}"
                                        .formatted(text))));

        var answer = post("{\"customerTenantId\":\"" + customer + "\",\"amount\":100,\"reason\":\"" + text + "\"}");

        assertThat(answer).doesNotContainPattern(UNSAFE);
        assertThat(Json.write(Json.object(answer).get("partnerCenter"))).contains(expected);
        assertThat(host.prints("usage-budget-change \\{.*\"reason\":\"" + expected + ".*\"partnerCenterCode\":\""
                        + expected + ".*\"partnerCenterDescription\":\"" + expected))
                .isTrue();
        if (!escape.startsWith("\\ud") && !escape.startsWith("\\udc")) {
            var refused = post("{\"" + text + "\":1}");
            assertThat(refused).doesNotContainPattern(UNSAFE).contains("\"pointer\":\"/" + expected);
        }
        host.storage().write("budgets/plan.json", "{\"budgets\":[],\"" + text + "\":1}");
        host.fire("scheduled-budget-plan").then().statusCode(202);
        assertThat(host.prints("budget-plan-refused .* first=/" + expected)).isTrue();

        assertThat(host.output()).allSatisfy(line -> assertThat(line).doesNotContainPattern(UNSAFE));
        assertThat(host.output()).noneMatch(line -> line.startsWith("usage-budget-change"));
        assertThat(host.output()).noneMatch(line -> line.matches("\\s+at [\\w.$]+\\(.*"));
    }

    @Test
    void a_budget_with_unsafe_characters_is_answered_as_valid_text() {
        simulator.partnerCenter().customer(customer, "80");
        simulator
                .partnerCenter()
                .script(
                        customer,
                        SimulatedFault.answering(
                                Reply.text(
                                        200,
                                        "application/json",
                                        "{\"amount\":100,\"attributes\":{\"objectType\":\"SpendingBudget\",\"etag\":\"a\\ud800b\\u2028c\"}}")));
        var answer = post("{\"customerTenantId\":\"" + customer + "\",\"amount\":100}");
        assertThat(answer).doesNotContainPattern(UNSAFE).contains("\"etag\":\"a\\ufffdb\\u2028c\"");
    }

    /** Encodings in which Partner Center, or a gateway before it, can send a token back. */
    static Stream<Arguments> encodings() {
        return Stream.of(
                encoding("as it is", token -> token),
                encoding("cut", token -> token.substring(0, token.length() * 6 / 10)),
                encoding("its end", token -> token.substring(token.length() * 6 / 10)),
                encoding("with escapes for e", token -> token.replace("e", "\\u0065")),
                encoding("with escapes for all", token -> each(token, "\\u%04x")),
                encoding("percent-encoded", token -> each(token, "%%%02x")),
                encoding("as HTML", token -> each(token, "&#%d;")),
                encoding("in Base64", token -> Base64.getEncoder().encodeToString(token.getBytes(UTF_8))),
                encoding("in lines", token -> token.replaceAll("(.{20})", "$1\\\\r\\\\n")));
    }

    private static Arguments encoding(String how, UnaryOperator<String> encoding) {
        return Arguments.of(how, encoding);
    }

    private static String each(String text, String format) {
        return text.chars().mapToObj(c -> String.format(format, c)).collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void a_token_that_partner_center_sends_back_is_removed(String how, UnaryOperator<String> encoding)
            throws Exception {
        var sent = new AtomicReference<String>();
        SimulatedFault refusal = (request, service) -> {
            sent.set(encoding.apply(request.header("Authorization").substring("Bearer ".length())));
            return Reply.text(
                            403,
                            "application/json",
                            "{\"code\":\"%1$s\",\"description\":\"refused: %1$s\",\"source\":\"%1$s\",\"data\":[\"%1$s\"]}"
                                    .formatted(sent))
                    .with("MS-CV", request.header("Authorization").substring(7, 39));
        };
        SimulatedFault success = (request, service) -> Reply.text(
                200,
                "application/json",
                "{\"amount\":100,\"attributes\":{\"objectType\":\"SpendingBudget\",\"etag\":\"%s\"}}".formatted(sent));
        simulator.partnerCenter().customer(customer, "80");
        simulator.partnerCenter().script(customer, refusal, success);
        var change = "{\"customerTenantId\":\"" + customer + "\",\"amount\":100}";
        var answers = post(change) + post(change);

        assertThat(answers).contains("refused: [removed]", "\"etag\":\"[removed]", "\"outcome\":\"updated\"");
        assertThat(host.prints("\"customerTenantId\":\"" + customer + ".*\"outcome\":\"updated\""))
                .isTrue();
        assertThat(host.prints(
                        "\"customerTenantId\":\"" + customer + ".*\"partnerCenterDescription\":\"refused: \\[removed]"))
                .isTrue();
        var output = answers + String.join("\n", host.output());
        var token =
                simulator.seen("partner-center").get(0).header("Authorization").substring("Bearer ".length());
        for (var secret : List.of(sent.get(), token))
            for (var from = 0; from + 20 <= secret.length(); from++)
                assertThat(output.contains(secret.substring(from, from + 20))).isFalse();
    }

    private static String post(String body) {
        return host.request()
                .contentType("application/json")
                .body(body)
                .post("/api/usage-budget")
                .asString();
    }
}
