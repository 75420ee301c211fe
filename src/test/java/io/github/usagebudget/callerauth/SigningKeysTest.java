package io.github.usagebudget.callerauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CALLER_AUTH=entra: the keys that Entra signs tokens with, when they change and while they are unavailable. */
@QuarkusTest
class SigningKeysTest extends CallerAuthFixture {
    @Test
    void the_keys_are_cached() {
        for (var i = 0; i < 3; i++) updateWith(callers().token()).statusCode(200);
        assertThat(keyRequests()).isOne();
    }

    @Test
    void a_rotated_key_works_within_ten_seconds_and_the_old_one_still_works() {
        var old = callers().token();
        updateWith(old).statusCode(200);
        callers().rotate();
        VirtualBeans.TIME.advance(Duration.ofSeconds(10));
        updateWith(callers().token()).statusCode(200);
        updateWith(old).statusCode(200);
        assertThat(keyRequests()).isEqualTo(2);
    }

    @Test
    void unknown_keys_cause_at_most_one_request_in_ten_seconds() {
        updateWith(callers().token()).statusCode(200);
        for (var i = 1; i <= 3; i++) {
            VirtualBeans.TIME.advance(Duration.ofSeconds(9));
            for (var j = 0; j < 5; j++)
                updateWith(tokenWithUnknownKey())
                        .statusCode(401)
                        .body("detail", containsString("not signed with a key of Entra"));
            assertThat(keyRequests()).isEqualTo(i);
            VirtualBeans.TIME.advance(Duration.ofSeconds(1));
            updateWith(tokenWithUnknownKey()).statusCode(401);
            assertThat(keyRequests()).isEqualTo(i + 1);
        }
    }

    /** Signed with a key that is no longer published. */
    private String tokenWithUnknownKey() {
        return callers().signedWithUnknownKey();
    }

    @Test
    void while_entra_is_down_known_keys_work_and_unknown_keys_are_retryable() {
        updateWith(callers().token()).statusCode(200);
        var known = callers().token();
        callers().rotate();
        VirtualBeans.TIME.advance(Duration.ofSeconds(10));
        takeEntraDown();
        updateWith(known).statusCode(200);
        updateWith(callers().token())
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("credentials-unavailable"));
        var asked = keyRequests();
        updateWith(callers().token()).statusCode(503);
        assertThat(keyRequests()).isEqualTo(asked);
        simulator.clearFaults();
        VirtualBeans.TIME.advance(Duration.ofSeconds(10));
        updateWith(callers().token()).statusCode(200);
        updateWith(known).statusCode(200);
    }

    @Test
    void while_entra_is_down_known_keys_work_for_a_day() {
        updateWith(callers().token()).statusCode(200);
        takeEntraDown();
        VirtualBeans.TIME.advance(Duration.ofHours(23));
        requestWithoutUpdate().statusCode(415);
        VirtualBeans.TIME.advance(Duration.ofHours(2));
        requestWithoutUpdate().statusCode(503).body("code", equalTo("credentials-unavailable"));
        simulator.clearFaults();
        requestWithoutUpdate().statusCode(503);
        VirtualBeans.TIME.advance(Duration.ofSeconds(10));
        requestWithoutUpdate().statusCode(415);
    }

    /** A request that needs only the caller's credentials. */
    private ValidatableResponse requestWithoutUpdate() {
        return bearer(callers().token())
                .contentType("text/plain")
                .body("x")
                .post("/usage-budget")
                .then();
    }

    @Test
    void without_any_keys_no_caller_is_admitted() {
        takeEntraDown();
        for (var i = 0; i < 3; i++)
            updateWith(callers().token())
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("code", equalTo("credentials-unavailable"))
                    .body("retryable", equalTo(true));
        assertThat(keyRequests()).as("three tries of one request").isEqualTo(3);
        assertThat(simulator.seen("partner-center")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":[7]}",
                "{\"keys\":{}}",
                "[]",
                "<html>",
                "{\"keys\":[{\"kty\":\"RSA\"}]}",
                "{\"keys\":[{\"kty\":7}]}",
                "{\"keys\":[{\"a\":1,\"a\":2}]}"
            })
    void an_answer_without_usable_keys_admits_no_caller(String keys) {
        var answer = SimulatedFault.answering(Reply.text(200, "application/json", keys));
        simulator.entra().next(Collections.nCopies(60, answer).toArray(SimulatedFault[]::new));
        for (var i = 0; i < 3; i++)
            updateWith(callers().token()).statusCode(503).body("code", equalTo("credentials-unavailable"));
        assertThat(keyRequests()).isOne();
    }

    private void takeEntraDown() {
        simulator
                .entra()
                .next(Collections.nCopies(60, SimulatedFault.status(503)).toArray(SimulatedFault[]::new));
    }

    @Test
    void a_tenant_that_entra_does_not_know_is_misconfigured() {
        settings.set("CALLER_TENANT_ID", "00000000-0000-0000-0000-000000000001");
        updateWith(callers().token()).statusCode(500).body("detail", containsString("CALLER_TENANT_ID"));
    }
}
