package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged deployable signs in with every grant and credential, so its jars are complete. */
class SignInIT {
    private static final String KEY = "x-functions-key";

    @ParameterizedTest
    @CsvSource({
        "app,certificate",
        "app,managed-identity",
        "app-and-user,client-secret",
        "app-and-user,certificate",
        "app-and-user,managed-identity"
    })
    void each_combination_is_ready_updates_a_budget_and_leaks_no_secret(String grant, String credential)
            throws Exception {
        var customer = UUID.randomUUID().toString();
        try (var simulator = Simulator.started();
                var host = HostProcess.started(SimulatedHost.settings(
                        simulator, Map.of("PARTNER_CENTER_GRANT", grant, "PARTNER_CENTER_CREDENTIAL", credential)))) {
            simulator.partnerCenter().customer(customer, "80");
            addRealWorldPeculiarities(simulator, grant);
            host.request()
                    .get("/api/usage-budget/readiness")
                    .then()
                    .statusCode(200)
                    .body("ready", equalTo(true));
            host.request()
                    .contentType("application/json")
                    .body("{\"customerTenantId\":\"" + customer + "\",\"amount\":100.10}")
                    .post("/api/usage-budget")
                    .then()
                    .statusCode(200);
            assertThat(simulator.partnerCenter().budget(customer)).contains("100.10");
            host.fire("renew-refresh-token").then().statusCode(202);
            var renewed = simulator.seen("vault").stream()
                    .map(RecordedRequest::method)
                    .anyMatch("PUT"::equals);
            assertThat(renewed).isEqualTo(grant.equals("app-and-user"));
            assertThat(host.prints("refresh-token-renewal \\{")).isTrue();
            var output = String.join("\n", host.output());
            assertThat(output).doesNotContain(simulator.secret(), "1.refresh-", "eyJ", "PRIVATE KEY", "\tat ");
        }
    }

    /** The platform is starting and writes dates into its tokens, the secret was pasted, and one certificate is in the vault's default format. */
    private static void addRealWorldPeculiarities(Simulator simulator, String grant) {
        var dated = SimulatedFault.changing(token -> token.put("expires_on", "1/10/2099 8:01:28 AM +00:00"));
        simulator.identity().next(SimulatedFault.status(403), dated);
        simulator.vault().store(Simulator.SECRET_NAME, "\uFEFF" + simulator.secret() + "\r\n");
        if (grant.equals("app"))
            simulator
                    .vault()
                    .storeCertificate(
                            Simulator.CERTIFICATE_NAME, simulator.certificate().pkcs12(), "application/x-pkcs12");
    }
}
