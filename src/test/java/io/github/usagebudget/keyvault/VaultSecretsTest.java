package io.github.usagebudget.keyvault;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.github.usagebudget.simulator.Certificate;
import io.github.usagebudget.simulator.Entra;
import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import io.github.usagebudget.testing.CustomerFixture;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets and certificates in the forms in which people and Key Vault store them, and refusals of the vault. */
@QuarkusTest
class VaultSecretsTest extends CustomerFixture {
    private static final String PADDING = "Spaces, line breaks or a byte order mark around it are left out.";

    @ParameterizedTest
    @ValueSource(strings = {"%s\n", "%s\r\n", "\uFEFF%s", " %s ", "\uFEFF\t%s \r\n\r\n"})
    void blank_characters_around_a_secret_are_removed_and_readiness_reports_it(String stored) {
        settings.set("PARTNER_CENTER_GRANT", "app-and-user");
        simulator.vault().store(Simulator.SECRET_NAME, stored.formatted(simulator.secret()));
        simulator
                .vault()
                .store(
                        Simulator.REFRESH_TOKEN_NAME,
                        stored.formatted(simulator.entra().consent()));
        update().statusCode(200);
        secretCheck(2).body("ready", equalTo(true)).body("checks[2].detail", containsString(PADDING));
    }

    @Test
    void readiness_does_not_report_the_line_break_at_the_end_of_a_certificate() {
        settings.set("PARTNER_CENTER_CREDENTIAL", "certificate");
        assertThat(simulator.certificate().pem()).endsWith("\n");
        secretCheck(1).body("checks[2].detail", not(containsString("left out")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\n", "\uFEFF%s", "\uFEFF %s\r\n"})
    void blank_characters_around_a_secret_in_the_environment_are_removed(String value) {
        settings.set("SECRET_SOURCE", "environment");
        settings.set("PARTNER_CENTER_GRANT", "app-and-user");
        simulator.secrets().forEach((name, secret) -> settings.set(name, value.formatted(secret)));
        update().statusCode(200);
        settings.set("PARTNER_CENTER_CREDENTIAL", "certificate");
        VirtualBeans.freshStart(simulator);
        update().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " ", "\uFEFF\r\n"})
    void a_secret_of_blank_characters_is_empty(String stored) {
        simulator.vault().store(Simulator.SECRET_NAME, stored);
        misconfigured("holds an empty secret partner-center-client-secret");
    }

    @Test
    void a_byte_order_mark_in_the_environment_is_not_a_secret() {
        settings.set("SECRET_SOURCE", "environment");
        settings.set("PARTNER_CENTER_CLIENT_SECRET", "\uFEFF");
        update().statusCode(500).body("detail", containsString("PARTNER_CENTER_CLIENT_SECRET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-pkcs12", "application/x-pem-file", ""})
    void a_certificate_in_the_vaults_default_format_works(String contentType) {
        settings.set("PARTNER_CENTER_CREDENTIAL", "certificate");
        simulator
                .vault()
                .storeCertificate(
                        Simulator.CERTIFICATE_NAME, simulator.certificate().pkcs12(), contentType);
        update().statusCode(200);
        assertThat(simulator.seen("entra")).hasSize(1);
    }

    @Test
    void a_certificate_in_the_same_format_works_from_the_environment() {
        settings.set("PARTNER_CENTER_CREDENTIAL", "certificate");
        settings.set("SECRET_SOURCE", "environment");
        settings.set(
                "PARTNER_CENTER_CLIENT_CERTIFICATE",
                "\uFEFF" + simulator.certificate().pkcs12() + "\r\n");
        update().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"EC,256,holds a key of the kind EC", "RSA,1024,holds an RSA key of less than 2048 bits"})
    void a_key_that_entra_does_not_accept_is_refused_before_a_request(String algorithm, int bits, String detail) {
        settings.set("PARTNER_CENTER_CREDENTIAL", "certificate");
        var now = VirtualBeans.TIME.instant();
        var other = Certificate.valid(now.minusSeconds(60), now.plusSeconds(86_400), algorithm, bits);
        for (var stored : new String[] {other.pkcs12(), other.pem()}) {
            simulator.vault().store(Simulator.CERTIFICATE_NAME, stored);
            VirtualBeans.TIME.advance(java.time.Duration.ofHours(2));
            misconfigured(detail);
        }
    }

    @Test
    void a_certificate_with_a_password_is_named() {
        settings.set("PARTNER_CENTER_CREDENTIAL", "certificate");
        simulator
                .vault()
                .store(Simulator.CERTIFICATE_NAME, simulator.certificate().pkcs12("s3cret"));
        misconfigured("is PKCS #12 with a password");
    }

    @ParameterizedTest
    @CsvSource({
        "ForbiddenByConnection,private endpoint",
        "ForbiddenByRbac,Key Vault Secrets User",
        "ForbiddenByPolicy,secret permission Get",
        "SecretDisabled,enable it or store a new version"
    })
    void each_refusal_of_the_vault_has_specific_advice(String code, String advice) {
        simulator.vault().next(refusal(403, "Forbidden", "Caller is not authorized.", code));
        misconfigured(advice);
    }

    @Test
    void a_vault_of_another_tenant_is_named_without_its_tenant() {
        var message =
                "AKV10032: Invalid issuer. Expected one of https://sts.windows.net/" + Entra.TENANT + "/, found x.";
        var refusal = refusal(401, "Unauthorized", message, "");
        simulator.vault().next(refusal, refusal);
        misconfigured("KEY_VAULT_URL must name a vault of the identity's tenant");
    }

    @Test
    void a_vault_that_temporarily_cannot_check_the_token_is_asked_again() {
        var passing =
                refusal(401, "Unauthorized", "AKV10046: Unable to resolve the key used for signature validation.", "");
        simulator.vault().next(passing, passing);
        update().statusCode(200);
        assertThat(simulator.seen("identity")).hasSize(1);
        assertThat(simulator.seen("vault")).hasSize(3);
    }

    @Test
    void an_html_page_instead_of_an_answer_of_the_vault_is_retried() {
        simulator.vault().next(SimulatedFault.html(200), SimulatedFault.html(200));
        update().statusCode(200);
        assertThat(simulator.seen("vault")).hasSize(3);
    }

    private static SimulatedFault refusal(int status, String code, String message, String inner) {
        var error = Json.map("code", code, "message", message + " Caller: appid=" + Entra.CLIENT + ";oid=0c1f9f3b");
        if (!inner.isEmpty()) error.put("innererror", Map.of("code", inner));
        return SimulatedFault.answering(Reply.json(status, Json.map("error", error)));
    }

    private ValidatableResponse secretCheck(int secrets) {
        var answer = given().get("/usage-budget/readiness").then().statusCode(200);
        assertThat(answer.extract().jsonPath().getString("checks[2].detail").split("The vault gives"))
                .hasSize(secrets + 1);
        return answer;
    }

    private void misconfigured(String detail) {
        var answer = update().statusCode(500)
                .body("code", equalTo("misconfigured"))
                .body("detail", containsString(detail))
                .extract()
                .asString();
        assertThat(answer).doesNotContain(Entra.CLIENT, "0c1f9f3b", Entra.TENANT);
        assertThat(simulator.seen("entra")).isEmpty();
    }
}
