package io.github.usagebudget.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the managed identity and the vault to the token: what is cached, what is fetched again, and the messages for failures. */
@QuarkusTest
class AccessTokensTest extends SignInFixture {
    @Test
    void a_first_update_sends_one_request_to_each_service() {
        update().statusCode(200);
        assertThat(services()).containsExactly("identity", "vault", "entra", "partner-center");
    }

    @Test
    void sixty_four_concurrent_first_updates_fetch_credentials_once() throws Exception {
        var together = new CyclicBarrier(64);
        var threads = Executors.newFixedThreadPool(64);
        var answers = new ArrayList<Future<Integer>>();
        for (var i = 0; i < 64; i++)
            answers.add(threads.submit(() -> {
                together.await();
                return update().extract().statusCode();
            }));
        for (var answer : answers) assertThat(answer.get()).isEqualTo(200);
        threads.shutdown();
        assertThat(simulator.seen("identity")).hasSize(1);
        assertThat(simulator.seen("vault")).hasSize(1);
        assertThat(simulator.seen("entra")).hasSize(1);
    }

    @Test
    void a_token_is_renewed_before_it_expires() {
        update().statusCode(200);
        VirtualBeans.TIME.advance(Duration.ofMinutes(54));
        update().statusCode(200);
        assertThat(simulator.seen("entra")).hasSize(1);
        VirtualBeans.TIME.advance(Duration.ofMinutes(1));
        update().statusCode(200);
        assertThat(simulator.seen("entra")).hasSize(2);
    }

    @Test
    void a_secret_rotated_in_the_vault_is_found_without_a_restart() {
        simulator.entra().lifetime(2);
        update().statusCode(200);
        simulator.entra().secret("the next secret");
        simulator.vault().store(Simulator.SECRET_NAME, "the next secret");
        VirtualBeans.TIME.advance(Duration.ofSeconds(2));
        simulator.entra().lifetime(3599);
        simulator.forgetRequests();
        update().statusCode(200);
        assertThat(simulator.seen("entra")).extracting(RecordedRequest::status).containsExactly(401, 200);
        assertThat(simulator.seen("vault")).hasSize(1);
    }

    @Test
    void a_secret_is_still_used_while_the_vault_is_down() {
        update().statusCode(200);
        VirtualBeans.TIME.advance(Duration.ofMinutes(60));
        vaultMeets(SimulatedFault.status(503));
        update().statusCode(200);
        assertThat(simulator.seen("entra")).hasSize(2);
    }

    @Test
    void a_vault_that_is_down_at_the_start_is_used_when_it_is_up_again() {
        vaultMeets(SimulatedFault.status(503));
        update().statusCode(503)
                .header("Retry-After", "30")
                .body("code", equalTo("credentials-unavailable"))
                .body("retryable", equalTo(true))
                .body("detail", containsString("Key Vault"));
        assertThat(services()).containsExactly("identity", "vault", "vault", "vault");
        update().statusCode(200);
    }

    @Test
    void a_revoked_identity_token_is_replaced_once() {
        update().statusCode(200);
        simulator.identity().revokeAll();
        VirtualBeans.TIME.advance(Duration.ofMinutes(60));
        simulator.forgetRequests();
        update().statusCode(200);
        assertThat(simulator.seen("vault")).extracting(RecordedRequest::status).containsExactly(401, 200);
        assertThat(simulator.seen("identity")).hasSize(1);
    }

    @Test
    void a_missing_secret_is_named() {
        simulator.vault().remove(Simulator.SECRET_NAME);
        misconfigured("holds no secret named partner-center-client-secret");
    }

    @Test
    void a_disabled_secret_is_named() {
        simulator.vault().store(Simulator.SECRET_NAME, "x", Json.map("enabled", false));
        misconfigured("has disabled the secret partner-center-client-secret");
    }

    @Test
    void an_expired_secret_is_named() {
        simulator.vault().store(Simulator.SECRET_NAME, "x", Json.map("exp", new Json.Digits("1")));
        misconfigured("holds an expired secret partner-center-client-secret");
    }

    @Test
    void a_missing_role_of_the_identity_is_named() {
        vaultMeets(SimulatedFault.answering(io.github.usagebudget.simulator.Reply.json(
                403, Json.map("error", Json.map("code", "Forbidden", "message", "Caller is not authorized")))));
        misconfigured("the role Key Vault Secrets User");
    }

    @Test
    void an_app_without_an_identity_is_told_to_assign_one() {
        simulator.identity().next(SimulatedFault.status(400));
        misconfigured("assign a managed identity");
    }

    @Test
    void a_wrong_secret_is_refused_after_the_vault_is_read_once() {
        simulator.entra().secret("another");
        update().statusCode(502)
                .body("code", equalTo("credentials-refused"))
                .body("detail", containsString("AADSTS7000215"))
                .body("detail", containsString("KEY_VAULT_CLIENT_SECRET_NAME"));
        assertThat(simulator.seen("entra")).hasSize(1);
        assertThat(simulator.seen("vault")).hasSize(2);
        assertThat(simulator.seen("partner-center")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "vault", "entra"})
    void a_service_that_fails_twice_gets_three_requests(String failing) {
        var two = new SimulatedFault[] {SimulatedFault.droppedBefore(), SimulatedFault.html(502)};
        switch (failing) {
            case "identity" -> simulator.identity().next(two);
            case "vault" -> simulator.vault().next(two);
            default -> simulator.entra().next(two);
        }
        update().statusCode(200);
        assertThat(simulator.seen(failing)).hasSize(3);
    }

    @Test
    void the_time_to_wait_that_entra_requests_is_passed_on() {
        var patience = SimulatedFault.answering(
                io.github.usagebudget.simulator.Reply.empty(429).with("Retry-After", "120"));
        simulator.entra().next(patience);
        update().statusCode(503).header("Retry-After", "120").body("code", equalTo("credentials-unavailable"));
        assertThat(simulator.seen("entra")).hasSize(1);
    }

    private void misconfigured(String detail) {
        update().statusCode(500)
                .body("code", equalTo("misconfigured"))
                .body("retryable", equalTo(false))
                .body("detail", containsString(detail));
        assertThat(simulator.seen("partner-center")).isEmpty();
    }

    private void vaultMeets(SimulatedFault fault) {
        simulator.vault().next(fault, fault, fault);
    }
}
