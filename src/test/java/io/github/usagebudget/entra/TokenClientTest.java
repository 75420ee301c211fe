package io.github.usagebudget.entra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.Certificate;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.Simulator;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All sign-in methods, with a simulated Entra that checks signatures, audiences, expiries and thumbprints. */
@QuarkusTest
class TokenClientTest extends SignInFixture {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # cloud       | grant        | credential       | who is asked before Partner Center
            public        | app          | client-secret    | identity vault entra
            public        | app          | certificate      | identity vault entra
            public        | app          | managed-identity | identity entra
            public        | app-and-user | client-secret    | identity vault vault entra
            public        | app-and-user | certificate      | identity vault vault entra
            public        | app-and-user | managed-identity | identity identity vault entra
            us-government | app          | client-secret    | identity vault entra
            us-government | app-and-user | certificate      | identity vault vault entra
            us-government | app-and-user | managed-identity | identity identity vault entra
            """)
    void each_combination_updates_a_budget(String cloud, String grant, String credential, String asked) {
        settings.set("PARTNER_CENTER_CLOUD", cloud);
        signInWith(grant, credential);
        update().statusCode(200);
        assertThat(services()).isEqualTo(List.of((asked + " partner-center").split(" ")));
        simulator.forgetRequests();
        update().statusCode(200);
        assertThat(services()).containsExactly("partner-center");
    }

    @ParameterizedTest
    @CsvSource({"app,client-secret", "app,certificate", "app-and-user,client-secret", "app-and-user,certificate"})
    void a_laptop_can_have_all_secrets_in_its_environment(String grant, String credential) {
        settings.set("SECRET_SOURCE", "environment");
        simulator.secrets().forEach(settings::set);
        signInWith(grant, credential);
        update().statusCode(200);
        assertThat(services()).containsExactly("entra", "partner-center");
    }

    @Test
    void each_cloud_has_its_own_audiences() {
        settings.set("PARTNER_CENTER_CLOUD", "us-government");
        signInWith("app-and-user", "managed-identity");
        update().statusCode(200);
        assertThat(simulator.seen("identity"))
                .extracting(call -> call.query().get("resource"))
                .containsExactly("api://AzureADTokenExchangeUSGov", "https://vault.usgovcloudapi.net");
    }

    @Test
    void the_request_path_never_writes_to_the_vault() {
        signInWith("app-and-user", "client-secret");
        update().statusCode(200);
        assertThat(simulator.seen("vault")).extracting(RecordedRequest::method).containsOnly("GET");
    }

    @Test
    void a_rotated_certificate_is_found_without_a_restart() {
        signInWith("app", "certificate");
        simulator.entra().lifetime(2);
        update().statusCode(200);
        var next = Certificate.valid(
                VirtualBeans.TIME.instant().minusSeconds(60),
                VirtualBeans.TIME.instant().plusSeconds(86_400));
        simulator.entra().certificate(next);
        simulator.vault().store(Simulator.CERTIFICATE_NAME, next.pem());
        isRefusedOnceAndThenSucceeds();
    }

    @Test
    void a_new_consent_is_found_without_a_restart() {
        signInWith("app-and-user", "client-secret");
        simulator.entra().lifetime(2);
        update().statusCode(200);
        simulator.entra().revokeConsent();
        simulator.vault().store(Simulator.REFRESH_TOKEN_NAME, simulator.entra().consent());
        isRefusedOnceAndThenSucceeds();
    }

    @Test
    void a_new_secret_and_a_new_consent_are_found_together() {
        signInWith("app-and-user", "client-secret");
        simulator.entra().lifetime(2);
        update().statusCode(200);
        simulator.entra().revokeConsent();
        simulator.vault().store(Simulator.REFRESH_TOKEN_NAME, simulator.entra().consent());
        simulator.entra().secret("the next secret");
        simulator.vault().store(Simulator.SECRET_NAME, "the next secret");
        VirtualBeans.TIME.advance(Duration.ofSeconds(2));
        simulator.entra().lifetime(3599);
        simulator.forgetRequests();
        update().statusCode(200);
        assertThat(simulator.seen("entra")).extracting(RecordedRequest::status).containsExactly(401, 400, 200);
    }

    @Test
    void a_refused_identity_token_is_replaced_once() {
        signInWith("app", "managed-identity");
        simulator.entra().lifetime(2);
        update().statusCode(200);
        simulator.identity().revokeAll();
        isRefusedOnceAndThenSucceeds();
        assertThat(simulator.seen("identity")).hasSize(1);
    }

    private void isRefusedOnceAndThenSucceeds() {
        VirtualBeans.TIME.advance(Duration.ofSeconds(2));
        simulator.entra().lifetime(3599);
        simulator.forgetRequests();
        update().statusCode(200);
        assertThat(simulator.seen("entra")).hasSize(2);
        assertThat(simulator.seen("entra").get(0).status()).isBetween(400, 401);
        assertThat(simulator.seen("entra").get(1).status()).isEqualTo(200);
    }
}
