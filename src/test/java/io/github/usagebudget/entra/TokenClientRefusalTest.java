package io.github.usagebudget.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Certificate;
import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are not sent, and credentials that are refused or malformed. */
@QuarkusTest
class TokenClientRefusalTest extends SignInFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.partnercenter.microsoft.com",
                "https://api.partnercenter.microsoft.com/",
                "fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd"
            })
    void a_token_for_partner_center_is_used(String audience) {
        simulator.entra().audience(audience);
        update();
        assertThat(simulator.seen("partner-center")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://graph.windows.net", "https://graph.microsoft.com", "api.partnercenter.microsoft.com", ""
            })
    void a_token_for_another_audience_is_refused_before_it_is_sent(String audience) {
        simulator.entra().audience(audience);
        refused("900420")
                .body("detail", containsString("its audience must be https://api.partnercenter.microsoft.com"));
    }

    @Test
    void a_token_that_has_already_expired_is_refused_before_it_is_sent() {
        simulator.entra().lifetime(0);
        refused("check this machine's clock");
    }

    @Test
    void a_users_token_without_mfa_is_refused_before_it_is_sent() {
        signInWith("app-and-user", "client-secret");
        simulator.entra().signedInWith("pwd");
        refused("900421").body("detail", containsString("Give consent again"));
    }

    @Test
    void a_token_that_is_not_a_jwt_is_passed_on_unchecked() {
        var opaque = SimulatedFault.answering(
                Reply.json(200, Json.map("access_token", "opaque", "expires_in", new Json.Digits("3599"))));
        simulator.entra().next(opaque, opaque);
        update().statusCode(502).body("code", equalTo("credentials-refused"));
        // retried once with a fresh token
        assertThat(simulator.seen("partner-center"))
                .extracting(call -> call.header("Authorization"))
                .containsExactly("Bearer opaque", "Bearer opaque");
    }

    @Test
    void an_expired_consent_is_named_and_not_tried_twice() {
        signInWith("app-and-user", "client-secret");
        VirtualBeans.TIME.advance(Duration.ofDays(91));
        refused("Give consent again").body("detail", containsString("AADSTS700082"));
        assertThat(simulator.seen("entra")).hasSize(1);
    }

    @Test
    void the_answer_for_an_untrusted_identity_says_how_to_trust_it() {
        signInWith("app", "managed-identity");
        simulator.entra().trustsIdentity(false);
        refused("add a federated credential");
    }

    @Test
    void the_answer_for_an_unknown_certificate_says_what_to_upload() {
        signInWith("app", "certificate");
        var now = VirtualBeans.TIME.instant();
        simulator.entra().certificate(Certificate.valid(now, now.plusSeconds(60)));
        refused("upload the one that is in Key Vault under KEY_VAULT_CLIENT_CERTIFICATE_NAME");
    }

    @Test
    void an_expired_certificate_is_reported_with_its_date_and_nothing_is_sent() {
        signInWith("app", "certificate");
        var now = VirtualBeans.TIME.instant();
        var expired = Certificate.valid(now.minusSeconds(600), now.minusSeconds(60));
        simulator.entra().certificate(expired);
        simulator.vault().store(Simulator.CERTIFICATE_NAME, expired.pem());
        refused("The client certificate expired on 20");
        assertThat(simulator.seen("entra")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no PEM at all          | is not PEM with a private key
            -----BEGIN PRIVATE KEY-----!-----END PRIVATE KEY----- | is not PEM with a private key
            -----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY----- | cannot be read as an RSA key
            -----BEGIN ENCRYPTED PRIVATE KEY-----AAAA-----END ENCRYPTED PRIVATE KEY----- | convert it with openssl pkcs8
            -----BEGIN RSA PRIVATE KEY-----AAAA-----END RSA PRIVATE KEY----- | convert it with openssl pkcs8
            """)
    void a_malformed_certificate_is_named(String pem, String detail) {
        signInWith("app", "certificate");
        simulator.vault().store(Simulator.CERTIFICATE_NAME, pem);
        misconfigured(detail).body("detail", containsString("KEY_VAULT_CLIENT_CERTIFICATE_NAME"));
    }

    @Test
    void a_certificate_without_its_key_and_a_key_without_its_certificate_are_named() {
        signInWith("app", "certificate");
        simulator
                .vault()
                .store(Simulator.CERTIFICATE_NAME, simulator.certificate().certificatePem());
        misconfigured("is not PEM with a private key");
        var now = VirtualBeans.TIME.instant();
        var other = Certificate.valid(now, now.plusSeconds(60));
        VirtualBeans.TIME.advance(Duration.ofHours(2));
        simulator
                .vault()
                .store(
                        Simulator.CERTIFICATE_NAME,
                        simulator.certificate().pem().replaceAll("(?s)-----BEGIN CERT.*", "") + other.certificatePem());
        misconfigured("holds no certificate that belongs to its private key");
    }

    @Test
    void a_missing_refresh_token_is_named() {
        signInWith("app-and-user", "client-secret");
        simulator.vault().remove(Simulator.REFRESH_TOKEN_NAME);
        misconfigured("holds no secret named partner-center-refresh-token");
    }

    private ValidatableResponse refused(String detail) {
        var answer = update().statusCode(502)
                .body("code", equalTo("credentials-refused"))
                .body("retryable", equalTo(false))
                .body("detail", containsString(detail));
        assertThat(simulator.seen("partner-center")).isEmpty();
        return answer;
    }

    private ValidatableResponse misconfigured(String detail) {
        var answer =
                update().statusCode(500).body("code", equalTo("misconfigured")).body("detail", containsString(detail));
        assertThat(simulator.seen("entra")).isEmpty();
        return answer;
    }
}
