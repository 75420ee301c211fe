package io.github.usagebudget.callerauth;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.github.usagebudget.simulator.CallerTokens;
import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CALLER_AUTH=entra: only callers with a token from Entra and the role are admitted. */
@QuarkusTest
class EntraCallersTest extends CallerAuthFixture {
    private static final Json.Digits SEVEN = new Json.Digits("7");
    private static final Map<String, String> MAPPED = Map.of("x", CallerTokens.ROLE);

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @AfterEach
    void no_token_and_no_stack_trace_was_logged() {
        assertThat(log.lines()).noneMatch(line -> line.contains("eyJ") || line.contains("\tat "));
    }

    @Test
    void a_caller_with_the_role_is_admitted_and_named_in_the_record() {
        updateWith(callers().token()).statusCode(200).body("outcome", equalTo("updated"));
        assertThat(log.lines()).anyMatch(line -> line.contains("\"caller\":\"" + CallerTokens.CALLER + "\""));
        assertThat(keyRequests()).isOne();
    }

    static Stream<Arguments> refused() {
        var now = Instant.now().getEpochSecond();
        return Stream.of(
                row("not a JWT", tokens -> "no-token", 401, "no JSON Web Token"),
                row("three parts without content", tokens -> "a.b.c", 401, "no JSON Web Token"),
                row("expired", t -> t.tokenWithClaims("exp", CallerTokens.seconds(now - 5)), 401, "has expired"),
                row("without expiry", t -> t.tokenWithClaims("exp", null), 401, "is not valid"),
                row(
                        "not yet valid",
                        t -> t.tokenWithClaims("nbf", CallerTokens.seconds(now + 600)),
                        401,
                        "not valid yet"),
                row(
                        "of another issuer",
                        t -> t.tokenWithClaims("iss", "https://evil.example/v2.0"),
                        401,
                        "is not issued by"),
                row("of version 1", t -> t.tokenWithClaims("iss", "https://sts.windows.net/x/"), 401, "version 2"),
                row("without issuer", t -> t.tokenWithClaims("iss", null), 401, "is not"),
                row("for another audience", t -> t.tokenWithClaims("aud", "https://other"), 401, "CALLER_AUDIENCE"),
                row("without audience", t -> t.tokenWithClaims("aud", null), 401, "CALLER_AUDIENCE"),
                row("of another tenant", t -> t.tokenWithClaims("tid", "9".repeat(8)), 401, "another tenant"),
                row("without tenant", t -> t.tokenWithClaims("tid", null), 401, "another tenant"),
                row("signed with another key", CallerTokens::forged, 401, "not signed by Entra"),
                row("without signature", CallerTokens::unsigned, 401, "no JSON Web Token that Entra signed"),
                row(
                        "HS256 with the public key",
                        CallerTokens::signedByHmac,
                        401,
                        "no JSON Web Token that Entra signed"),
                row("tampered with", t -> tampered(t.token()), 401, "not signed by Entra"),
                row(
                        "with another role",
                        t -> t.tokenWithClaims("roles", List.of("UsageBudget.Read")),
                        403,
                        "CALLER_ROLE"),
                row(
                        "with a part of the role",
                        t -> t.tokenWithClaims("roles", List.of("UsageBudget")),
                        403,
                        "CALLER_ROLE"),
                row("without roles", t -> t.tokenWithClaims("roles", null), 403, "CALLER_ROLE"),
                row("with the role as text", t -> t.tokenWithClaims("roles", CallerTokens.ROLE), 403, "CALLER_ROLE"),
                row(
                        "with the role in an array",
                        t -> t.tokenWithClaims("roles", List.of(List.of(CallerTokens.ROLE))),
                        403,
                        "R"),
                row(
                        "with a role that is a number",
                        t -> t.tokenWithClaims("roles", List.of(CallerTokens.ROLE, SEVEN)),
                        403,
                        "R"),
                row("in another letter case", t -> t.tokenWithClaims("roles", List.of("usagebudget.write")), 403, "R"),
                row(
                        "with groups",
                        t -> t.tokenWithClaims("roles", null, "groups", List.of(CallerTokens.ROLE)),
                        403,
                        "R"),
                row(
                        "with a map of roles",
                        t -> t.tokenWithClaims("roles", List.of("x"), "roleMappings", MAPPED),
                        403,
                        "R"),
                row("with a number for oid", t -> t.tokenWithClaims("oid", SEVEN), 401, "oid is not text"),
                row("with tenants", t -> t.tokenWithClaims("tid", List.of(CallerTokens.CALLER)), 401, "another tenant"),
                row("with a number for typ", t -> t.tokenWithHeader("typ", SEVEN), 401, "no JSON Web Token"),
                row("with a list for kid", t -> t.tokenWithHeader("kid", List.of("a")), 401, "is not valid"),
                row(
                        "with a scope instead of a role",
                        t -> t.tokenWithClaims("roles", null, "scp", "UsageBudget.Write"),
                        403,
                        "R"));
    }

    private static Arguments row(String what, Function<CallerTokens, String> token, int status, String said) {
        return Arguments.of(what, token, status, said);
    }

    private static String tampered(String token) {
        var parts = token.split("\\.");
        var claims =
                new String(java.util.Base64.getUrlDecoder().decode(parts[1]), java.nio.charset.StandardCharsets.UTF_8);
        var more = claims.replace("UsageBudget.Write", "UsageBudget.Admin");
        return parts[0] + "."
                + java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(more.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "." + parts[2];
    }

    @ParameterizedTest(name = "a token {0}: {2}")
    @MethodSource("refused")
    void an_invalid_token_is_refused_with_the_reason(
            String what, Function<CallerTokens, String> token, int status, String said) {
        var sent = token.apply(callers());
        var answer = updateWith(sent)
                .statusCode(status)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString(status == 401 ? "invalid_token" : "insufficient_scope"))
                .header("x-ms-correlation-id", notNullValue())
                .body("code", equalTo(status == 401 ? "caller-unauthenticated" : "caller-forbidden"))
                .body("retryable", equalTo(false))
                .body("detail", containsString(said));
        assertThat(answer.extract().asString()).doesNotContain(sent);
        assertThat(simulator.seen("partner-center")).isEmpty();
        assertThat(simulator.seen("vault")).isEmpty();
    }

    @Test
    void without_a_token_nothing_is_sent_to_entra() {
        update(given())
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"usage-budget-function\""))
                .body("code", equalTo("caller-unauthenticated"))
                .body("detail", containsString("Authorization: Bearer"));
        assertThat(simulator.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dXNlcjpwYXNz", "Bearer", "Bearer a b", "Bearer ä", "eyJhbGciOiJub25lIn0.e30."})
    void another_authorization_is_refused(String authorization) {
        update(given().header("Authorization", authorization)).statusCode(401);
        assertThat(simulator.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/usage-budget",
        "POST,/budget-plan",
        "GET,/usage-budget/readiness",
        "GET,/usage-budget",
        "PUT,/budget-plan"
    })
    void no_function_answers_without_a_token(String method, String path) {
        given().contentType("application/json")
                .body("{}")
                .request(method, path)
                .then()
                .statusCode(401)
                .body("code", equalTo("caller-unauthenticated"));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void the_other_functions_admit_the_same_caller() {
        bearer(callers().token()).get("/usage-budget/readiness").then().statusCode(200);
        bearer(callers().token())
                .contentType("application/json")
                .body("{\"budgets\":[" + TestCaller.change(customer, "\"amount\":100.10") + "]}")
                .post("/budget-plan")
                .then()
                .statusCode(200)
                .body("summary.updated", equalTo(1));
        assertThat(simulator.partnerCenter().budget(customer)).contains("100.10");
    }

    @Test
    void one_of_several_audiences_is_enough_and_a_role_can_have_any_name() {
        settings.set("CALLER_AUDIENCE", "api://usage-budget, " + CallerTokens.AUDIENCE);
        settings.set("CALLER_ROLE", "Budgets.Set");
        updateWith(callers().token()).statusCode(403);
        updateWith(callers().tokenWithClaims("roles", List.of("Other", "Budgets.Set")))
                .statusCode(200);
        updateWith(callers().tokenWithClaims("aud", "api://usage-budget", "roles", List.of("Budgets.Set")))
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"CALLER_TENANT_ID,''", "CALLER_TENANT_ID,common", "CALLER_AUDIENCE,''", "CALLER_AUDIENCE,' , '"})
    void a_missing_or_invalid_setting_is_named_and_no_caller_is_admitted(String name, String value) {
        settings.set(name, value);
        updateWith(callers().token())
                .statusCode(500)
                .body("code", equalTo("misconfigured"))
                .body("detail", containsString(name));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void only_admitted_callers_learn_what_is_wrong_with_a_request() {
        bearer(callers().token())
                .contentType("text/plain")
                .body("x")
                .post("/usage-budget")
                .then()
                .statusCode(415);
        bearer(callers().token()).put("/usage-budget").then().statusCode(405).header("Allow", equalTo("POST, GET"));
    }
}
