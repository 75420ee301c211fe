package io.github.usagebudget.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.CustomerFixture;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of Entra: tokens with unusual lifetimes, tokens that cannot be sent, and refusals with a number. */
@QuarkusTest
class TokenApiTest extends CustomerFixture {
    @ParameterizedTest
    @ValueSource(strings = {"", "an hour", "0", "-1", "-3600", "1e3", "null"})
    void a_token_is_used_with_a_lifetime_in_any_form(String expiresIn) {
        simulator.entra().next(SimulatedFault.changing(token -> {
            if (expiresIn.isEmpty()) token.remove("expires_in");
            else token.put("expires_in", expiresIn);
        }));
        update().statusCode(200);
        VirtualBeans.TIME.advance(Duration.ofMinutes(54));
        update().statusCode(200);
        assertThat(simulator.seen("entra"))
                .as("cached until shortly before exp")
                .hasSize(1);
        VirtualBeans.TIME.advance(Duration.ofMinutes(1));
        update().statusCode(200);
        assertThat(simulator.seen("entra")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon"})
    void a_token_without_a_lifetime_is_also_sent(String expiresIn) {
        simulator
                .entra()
                .next(SimulatedFault.answering(
                        Reply.json(200, Json.map("access_token", "opaque", "expires_in", expiresIn))));
        update();
        assertThat(simulator.seen("partner-center").get(0).header("Authorization"))
                .isEqualTo("Bearer opaque");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc\ndef", "abc\r\nX-Injected: 1", "abc def", " abc", "abc\u0000", "abc\u00e9", ""})
    void a_token_that_cannot_be_sent_is_refused_at_sign_in_and_never_cached(String token) {
        var garbled = SimulatedFault.changing(answer -> answer.put("access_token", token));
        simulator.entra().next(garbled, garbled, garbled);
        update().statusCode(503)
                .header("Retry-After", "30")
                .body("code", equalTo("credentials-unavailable"))
                .body("retryable", equalTo(true))
                .body("detail", equalTo("Entra answered 200, but its answer holds no usable token."));
        assertThat(simulator.seen("partner-center")).isEmpty();
        update().statusCode(200);
        assertThat(simulator.seen("partner-center")).hasSize(1);
    }

    @Test
    void a_token_that_cannot_be_sent_is_requested_again() {
        simulator
                .entra()
                .next(
                        SimulatedFault.changing(answer -> answer.put("access_token", "abc\ndef")),
                        SimulatedFault.html(200));
        update().statusCode(200);
        assertThat(simulator.seen("entra")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "700213,add a federated credential with the identity's issuer",
        "7002138,matches except for letter case",
        "700016,does not know the app",
        "53003,Conditional Access"
    })
    void a_refusal_has_the_advice_for_its_number(int number, String advice) {
        simulator.entra().next(refusal("invalid_client", number), refusal("invalid_client", number));
        refused(advice).body("detail", containsString("AADSTS" + number + ")"));
    }

    @ParameterizedTest
    @CsvSource({"app,false", "app-and-user,true"})
    void consent_is_advised_only_if_a_refresh_token_was_sent(String grant, boolean advised) {
        settings.set("PARTNER_CENTER_GRANT", grant);
        simulator.entra().next(refusal("invalid_grant", 53003), refusal("invalid_grant", 53003));
        var detail = refused("Conditional Access").extract().jsonPath().getString("detail");
        assertThat(detail.contains("Give consent again")).isEqualTo(advised);
    }

    @Test
    void a_number_that_is_only_in_the_description_is_found() {
        simulator.entra().secret("another");
        simulator.entra().next(SimulatedFault.changing(refusal -> refusal.remove("error_codes")));
        refused("AADSTS7000215").body("detail", not(containsString(simulator.secret())));
    }

    @ParameterizedTest
    @CsvSource({"certificate,0", "managed-identity,1"})
    void an_assertion_outside_its_valid_time_is_replaced_once(String credential, int identity) {
        settings.set("PARTNER_CENTER_CREDENTIAL", credential);
        update().statusCode(200);
        VirtualBeans.TIME.advance(Duration.ofMinutes(56));
        simulator.forgetRequests();
        simulator.entra().next(refusal("invalid_client", 700024));
        update().statusCode(200);
        assertThat(simulator.seen("entra")).extracting(RecordedRequest::status).containsExactly(401, 200);
        assertThat(simulator.seen("entra"))
                .extracting(call -> call.body().replaceFirst(".*client_assertion=", ""))
                .doesNotHaveDuplicates();
        assertThat(simulator.seen("identity")).hasSizeGreaterThanOrEqualTo(identity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate", "managed-identity"})
    void a_second_refused_assertion_says_to_check_the_clock(String credential) {
        settings.set("PARTNER_CENTER_CREDENTIAL", credential);
        simulator.entra().next(refusal("invalid_client", 700024), refusal("invalid_client", 700024));
        refused("check this machine's clock");
        assertThat(simulator.seen("entra")).hasSize(2);
    }

    @Test
    void a_new_assertion_needs_no_read_of_the_vault() {
        settings.set("PARTNER_CENTER_CREDENTIAL", "certificate");
        simulator.entra().next(refusal("invalid_client", 700024));
        update().statusCode(200);
        assertThat(simulator.seen("vault")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"90055,invalid_request", "50196,invalid_client", "0,temporarily_unavailable"})
    void requests_to_a_busy_entra_are_retried_before_it_counts_as_unavailable(int number, String error) {
        var busy = refusal(error, number);
        simulator.entra().next(busy, busy);
        update().statusCode(200);
        assertThat(simulator.seen("entra")).hasSize(3);
        VirtualBeans.freshStart(simulator);
        simulator.entra().next(busy, busy, busy);
        update().statusCode(503)
                .body("code", equalTo("credentials-unavailable"))
                .body("detail", containsString(error));
    }

    private static SimulatedFault refusal(String error, int number) {
        return SimulatedFault.answering(Reply.json(
                401,
                Json.map(
                        "error",
                        error,
                        "error_description",
                        "AADSTS" + number + ": ids and secrets",
                        "error_codes",
                        number == 0 ? List.of() : List.of(new Json.Digits("" + number)))));
    }

    private ValidatableResponse refused(String advice) {
        var answer = update().statusCode(502)
                .body("code", equalTo("credentials-refused"))
                .body("detail", containsString(advice))
                .body("detail", not(containsString("ids and secrets")));
        assertThat(simulator.seen("partner-center")).isEmpty();
        return answer;
    }
}
