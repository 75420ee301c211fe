package io.github.usagebudget.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.github.usagebudget.simulator.CallerTokens;
import io.github.usagebudget.simulator.Simulator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** CALLER_AUTH=entra in the packaged deployable: every spelling of a path needs both the key and a token. */
class CallerAuthIT {
    private static final String CUSTOMER = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";
    private static final String BODY = "{\"customerTenantId\":\"" + CUSTOMER + "\",\"amount\":100.10}";

    @RegisterExtension
    static final SimulatedHost host = SimulatedHost.with(Map.of("CALLER_AUTH", "entra"));

    private static final Simulator simulator = host.simulator();

    @BeforeEach
    void a_customer_with_a_budget_of_80() {
        simulator.partnerCenter().customer(CUSTOMER, "80");
    }

    static Stream<Arguments> tokens() {
        var past = CallerTokens.seconds(Instant.now().getEpochSecond() - 5);
        return Stream.of(
                row("good", CallerTokens::token, 200),
                row("expired", tokens -> tokens.tokenWithClaims("exp", past), 401),
                row("wrong issuer", tokens -> tokens.tokenWithClaims("iss", "https://evil.example/v2.0"), 401),
                row("wrong audience", tokens -> tokens.tokenWithClaims("aud", "other"), 401),
                row("wrong tenant", tokens -> tokens.tokenWithClaims("tid", "other"), 401),
                row("wrong role", tokens -> tokens.tokenWithClaims("roles", List.of("UsageBudget.Read")), 403),
                row("role as text", tokens -> tokens.tokenWithClaims("roles", CallerTokens.ROLE), 403),
                row(
                        "groups",
                        tokens -> tokens.tokenWithClaims("roles", null, "groups", List.of(CallerTokens.ROLE)),
                        403),
                row("number for oid", tokens -> tokens.tokenWithClaims("oid", CallerTokens.seconds(7)), 401),
                row("list for tid", tokens -> tokens.tokenWithClaims("tid", List.of("x")), 401),
                row("number for typ", tokens -> tokens.tokenWithHeader("typ", CallerTokens.seconds(7)), 401),
                row("list for kid", tokens -> tokens.tokenWithHeader("kid", List.of("x")), 401),
                row("wrong key", CallerTokens::forged, 401),
                row("unknown key", CallerTokens::signedWithUnknownKey, 401),
                row("alg none", CallerTokens::unsigned, 401),
                row("HS256 with the public key", CallerTokens::signedByHmac, 401));
    }

    private static Arguments row(String name, Function<CallerTokens, String> token, int status) {
        return Arguments.of(name, token, status);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("tokens")
    void an_update_accepts_only_a_valid_token(String name, Function<CallerTokens, String> token, int status)
            throws Exception {
        var sent = token.apply(simulator.entra().callers());
        var answer = host.request()
                .header("Authorization", "Bearer " + sent)
                .contentType("application/json")
                .body(BODY)
                .post("/api/usage-budget")
                .then()
                .statusCode(status);
        if (status != 200)
            answer.header("WWW-Authenticate", startsWith("Bearer ")).body("status", equalTo(status));
        assertThat(simulator.seen("partner-center")).hasSize(status == 200 ? 1 : 0);
        assertThat(String.join("\n", host.output())).doesNotContain(sent, "\tat ");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("tokens")
    void the_other_functions_accept_the_same_tokens(String name, Function<CallerTokens, String> token, int status)
            throws Exception {
        var sent = "x-functions-key: " + LocalHost.KEY + "\r\nAuthorization: Bearer "
                + token.apply(simulator.entra().callers()) + "\r\n";
        var plan = "{\"budgets\":[" + BODY + "]}";
        assertThat(Spellings.status(host.url(), "POST", "/api/budget-plan?dryRun=true", sent, plan))
                .isEqualTo(status);
        for (var path : List.of(
                "/api/usage-budget/readiness", "/api/usage-budget?customerTenantId=" + CUSTOMER, "/api/budget-plan"))
            assertThat(Spellings.status(host.url(), "GET", path, sent, "")).isEqualTo(status);
        if (status != 200) assertThat(simulator.seen("partner-center")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,usage-budget",
        "POST,budget-plan",
        "GET,usage-budget/readiness",
        "GET,usage-budget",
        "GET,budget-plan"
    })
    void neither_a_key_without_a_token_nor_a_token_without_a_key_is_enough(String method, String path)
            throws Exception {
        host.request()
                .contentType("application/json")
                .body(BODY)
                .request(method, "/api/" + path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Bearer "))
                .body("code", equalTo("caller-unauthenticated"));
        given().header("Authorization", "Bearer " + simulator.entra().callers().token())
                .contentType("application/json")
                .body(BODY)
                .request(method, host.url() + "/api/" + path)
                .then()
                .statusCode(401);
        assertThat(simulator.seen()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.github.usagebudget.local.Spellings#all")
    void every_spelling_of_a_path_needs_both_key_and_token(String path) throws Exception {
        var token = "Authorization: Bearer " + simulator.entra().callers().token() + "\r\n";
        for (var method : List.of("POST", "GET"))
            for (var credential : List.of("", "x-functions-key: " + LocalHost.KEY + "\r\n", token))
                assertThat(Spellings.status(host.url(), method, path, credential, BODY))
                        .isIn(400, 401, 404, 405);
        assertThat(simulator.seen()).isEmpty();
        assertThat(simulator.partnerCenter().budget(CUSTOMER)).contains("80");
    }

    @Test
    void a_path_in_another_letter_case_reaches_the_same_function_with_the_same_checks() throws Exception {
        var both = "x-functions-key: " + LocalHost.KEY + "\r\nAuthorization: Bearer "
                + simulator.entra().callers().token() + "\r\n";
        assertThat(Spellings.status(host.url(), "POST", "/api/USAGE-BUDGET", both, BODY))
                .isEqualTo(200);
    }
}
