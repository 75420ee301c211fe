package io.github.usagebudget.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.CustomerFixture;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of the platform's identity endpoint, and how long its tokens are cached. */
@QuarkusTest
class ManagedIdentityTest extends CustomerFixture {
    private static final SimulatedFault STARTING = SimulatedFault.status(403);

    @BeforeEach
    void all_caches_have_expired() {
        settings.set("KEY_VAULT_SECRET_TTL", "1s");
        simulator.entra().lifetime(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1/10/2030 8:01:28 AM +00:00",
                "01/10/2030 08:01:28 +00:00",
                "2030-07-02 08:00:34Z",
                "2030-07-02T08:00:34.1234567+00:00",
                "next week",
                "",
                "1",
                "0",
                "-1"
            })
    void a_token_is_used_with_an_expiry_in_any_form(String expiresOn) {
        simulator.identity().next(SimulatedFault.changing(token -> token.put("expires_on", expiresOn)));
        update().statusCode(200);
        later(Duration.ofMinutes(4));
        assertThat(simulator.seen("identity")).as("still cached").isEmpty();
    }

    @Test
    void an_expiry_that_cannot_be_read_is_taken_from_the_token() {
        simulator.identity().readableTokens(true);
        simulator.identity().next(SimulatedFault.changing(token -> token.put("expires_on", "tomorrow")));
        update().statusCode(200);
        later(Duration.ofHours(23));
        assertThat(simulator.seen("identity")).isEmpty();
        later(Duration.ofHours(1));
        assertThat(simulator.seen("identity")).hasSize(1);
    }

    @Test
    void without_any_expiry_a_token_is_cached_for_a_short_time() {
        simulator.identity().next(SimulatedFault.changing(token -> token.remove("expires_on")));
        update().statusCode(200);
        later(Duration.ofMinutes(5));
        assertThat(simulator.seen("identity")).hasSize(1);
    }

    @Test
    void an_expiry_in_seconds_from_now_is_read() {
        simulator.identity().next(SimulatedFault.changing(token -> {
            token.remove("expires_on");
            token.put("expires_in", new Json.Digits("3600"));
        }));
        update().statusCode(200);
        later(Duration.ofMinutes(54));
        assertThat(simulator.seen("identity")).isEmpty();
        later(Duration.ofMinutes(1));
        assertThat(simulator.seen("identity")).hasSize(1);
    }

    @Test
    void waits_for_an_endpoint_that_is_starting() {
        simulator.identity().next(STARTING, STARTING, STARTING, STARTING, STARTING);
        update().statusCode(200);
        assertThat(simulator.seen("identity")).hasSize(6);
    }

    @Test
    void does_not_wait_for_the_endpoint_forever() {
        simulator.identity().next(Collections.nCopies(8, STARTING).toArray(SimulatedFault[]::new));
        update().statusCode(503)
                .body("code", equalTo("credentials-unavailable"))
                .body("detail", containsString("The identity endpoint answered 403"));
        assertThat(simulator.seen("identity")).hasSize(8);
    }

    @Test
    void waiting_for_the_endpoint_keeps_the_deadline() {
        settings.set("PARTNER_CENTER_DEADLINE", "100ms");
        simulator.identity().next(Collections.nCopies(8, STARTING).toArray(SimulatedFault[]::new));
        update().statusCode(503).body("code", equalTo("credentials-unavailable"));
        assertThat(simulator.seen("identity")).hasSizeLessThan(8);
        simulator.clearFaults();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"statusCode":400,"message":"No MSI found for specified ClientId/ResourceId."}
            {"error":"invalid_request","error_description":"Identity not found"}
            """)
    void an_identity_that_does_not_exist_is_named_and_not_retried(String body) {
        settings.set("AZURE_CLIENT_ID", "5e29463d-71da-4fe0-8e69-999b57db23b0");
        simulator.identity().next(SimulatedFault.answering(Reply.text(400, "application/json", body)));
        misconfigured("the app has no managed identity with the client id in AZURE_CLIENT_ID")
                .body("detail", not(containsString("5e29463d")));
    }

    @Test
    void a_resource_of_another_cloud_has_its_own_advice() {
        var body =
                "{\"error\":\"invalid_resource\",\"error_description\":\"AADSTS500011: The resource was not found.\"}";
        simulator.identity().next(SimulatedFault.answering(Reply.text(400, "application/json", body)));
        misconfigured("check PARTNER_CENTER_CLOUD");
    }

    @ParameterizedTest
    @CsvSource({"400,assign a managed identity", "403,assign a managed identity", "401,IDENTITY_HEADER"})
    void a_refusal_has_advice(int status, String detail) {
        var message = Map.<String, Object>of("statusCode", new Json.Digits("" + status), "message", "s3cret");
        simulator.identity().next(SimulatedFault.answering(Reply.json(status, message)));
        misconfigured(detail).body("detail", not(containsString("s3cret")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc\ndef", "abc def", "abc\u00e9", ""})
    void a_token_that_cannot_be_sent_is_requested_again_and_never_cached(String token) {
        var garbled = SimulatedFault.changing(answer -> answer.put("access_token", token));
        simulator.identity().next(garbled, garbled, garbled);
        update().statusCode(503)
                .body("code", equalTo("credentials-unavailable"))
                .body("detail", equalTo("The identity endpoint answered 200 and no usable token."));
        assertThat(simulator.seen("identity")).hasSize(3);
        assertThat(simulator.seen("vault")).isEmpty();
        update().statusCode(200);
    }

    @Test
    void the_same_rules_apply_to_the_token_that_is_the_apps_credential() {
        settings.set("PARTNER_CENTER_CREDENTIAL", "managed-identity");
        var garbled =
                SimulatedFault.changing(answer -> answer.putAll(new LinkedHashMap<>(Map.of("access_token", "a\nb"))));
        simulator.identity().next(garbled, garbled, garbled);
        update().statusCode(503).body("code", equalTo("credentials-unavailable"));
        assertThat(simulator.seen("entra")).isEmpty();
        simulator
                .identity()
                .next(SimulatedFault.changing(answer -> answer.put("expires_on", "1/10/2030 8:01:28 AM +00:00")));
        update().statusCode(200);
    }

    private void later(Duration time) {
        VirtualBeans.TIME.advance(time);
        simulator.forgetRequests();
        update().statusCode(200);
        assertThat(simulator.seen("vault"))
                .as("requested with the identity's token")
                .isNotEmpty();
    }

    private ValidatableResponse misconfigured(String detail) {
        var answer = update().statusCode(500)
                .body("code", equalTo("misconfigured"))
                .body("retryable", equalTo(false))
                .body("detail", containsString(detail));
        assertThat(simulator.seen("identity")).hasSize(1);
        return answer;
    }
}
