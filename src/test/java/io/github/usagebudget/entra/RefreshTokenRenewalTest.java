package io.github.usagebudget.entra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.function.TimerAndQueueTriggers;
import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.KeyVault;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.OneInvocation;
import io.github.usagebudget.testing.TestCaller;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The timer that renews the user's refresh token, over simulated days. */
@QuarkusTest
class RefreshTokenRenewalTest extends ApplicationFixture {
    private static final String NAME = Simulator.REFRESH_TOKEN_NAME;

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @Inject
    TimerAndQueueTriggers timer;

    @BeforeEach
    void a_user_who_has_just_given_consent() {
        simulator.entra().revokeConsent();
        simulator.vault().store(NAME, simulator.entra().consent());
        settings.set("PARTNER_CENTER_GRANT", "app-and-user");
    }

    @ParameterizedTest
    @CsvSource({"client-secret", "certificate", "managed-identity"})
    void stores_the_next_token_with_its_expiry_and_tags(String credential) {
        settings.set("PARTNER_CENTER_CREDENTIAL", credential);
        var found = current();
        days(7);
        var line = fire("INFO");
        var kept = current();
        assertThat(kept.value()).isNotEqualTo(found.value());
        assertThat(simulator.entra().canRedeem(kept.value())).isTrue();
        assertThat(kept.attributes().get("exp")).hasToString(Long.toString(inDays(90)));
        assertThat(kept.tags())
                .containsEntry("renewedBy", "usage-budget-function")
                .containsEntry("clientId", simulator.settings().get("PARTNER_CENTER_CLIENT_ID"))
                .containsEntry("renewedAt", VirtualBeans.TIME.instant().toString());
        assertThat(line)
                .containsEntry("outcome", "renewed")
                .containsEntry("version", kept.version())
                .containsEntry("ageDays", new Json.Digits("7"))
                .containsKey("invocationId")
                .containsKey("expires");
    }

    @Test
    void reads_back_the_version_it_stored() {
        settings.set("PARTNER_CENTER_CREDENTIAL", "managed-identity");
        fire("INFO");
        var version = current().version();
        assertThat(simulator.seen("vault"))
                .extracting(call -> call.method() + " " + call.path())
                .containsExactly(
                        "GET /secrets/" + NAME, "PUT /secrets/" + NAME, "GET /secrets/" + NAME + "/" + version);
    }

    @Test
    void a_vault_that_returns_another_value_than_the_stored_one_is_a_failure() {
        simulator
                .vault()
                .next(
                        SimulatedFault.none(),
                        SimulatedFault.none(),
                        (request, truth) -> truth.apply(new RecordedRequest(
                                request.service(),
                                request.method(),
                                "/secrets/" + Simulator.SECRET_NAME,
                                request.query(),
                                request.headers(),
                                request.body(),
                                0)));
        settings.set("PARTNER_CENTER_CREDENTIAL", "managed-identity");
        assertThat(fire("SEVERE")).containsEntry("code", "credentials-unavailable");
    }

    @Test
    void does_nothing_without_a_user() {
        settings.set("PARTNER_CENTER_GRANT", "app");
        assertThat(fire("INFO")).containsEntry("outcome", "not-needed").hasSize(2);
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void does_nothing_if_the_token_is_in_the_environment() {
        settings.set("SECRET_SOURCE", "environment");
        simulator.secrets().forEach(settings::set);
        assertThat(fire("INFO")).containsEntry("outcome", "not-needed");
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void ninety_days_of_weekly_renewals_lose_no_token() {
        for (var week = 0; week < 26; week++) {
            days(7);
            fire("INFO");
            assertThat(simulator.entra().canRedeem(current().value())).isTrue();
        }
        update(200);
    }

    /** With any failures on any day, chosen by a seed, Entra accepts the token in the vault. */
    @Test
    void ninety_days_of_faults_lose_no_token() {
        var random = new Random(4);
        for (var day = 0; day < 90; day++) {
            days(1);
            switch (random.nextInt(6)) {
                case 0 ->
                    simulator
                            .vault()
                            .next(SimulatedFault.status(503), SimulatedFault.status(503), SimulatedFault.status(503));
                case 1 -> simulator.entra().next(SimulatedFault.html(502), SimulatedFault.droppedAfter());
                case 2 ->
                    simulator
                            .vault()
                            .next(
                                    SimulatedFault.none(),
                                    SimulatedFault.droppedAfter(),
                                    SimulatedFault.droppedAfter(),
                                    SimulatedFault.droppedAfter());
                case 3 ->
                    simulator
                            .entra()
                            .next(
                                    SimulatedFault.droppedAfter(),
                                    SimulatedFault.droppedAfter(),
                                    SimulatedFault.droppedAfter());
                default -> {
                    // a day without faults
                }
            }
            fire(".*");
            simulator.clearFaults();
            assertThat(simulator.entra().canRedeem(current().value()))
                    .as("day " + day)
                    .isTrue();
        }
        update(200);
    }

    @Test
    void a_crash_between_redeeming_and_storing_leaves_a_token_that_works() {
        var found = current();
        simulator.vault().writable(false);
        assertThat(fire("SEVERE"))
                .containsEntry("outcome", "failed")
                .containsEntry("code", "misconfigured")
                .extractingByKey("detail")
                .asString()
                .contains("give it the role Key Vault Secrets Officer");
        assertThat(current()).isEqualTo(found);
        update(200);
        simulator.vault().writable(true);
        fire("INFO");
        assertThat(current()).isNotEqualTo(found);
    }

    @Test
    void an_expired_consent_is_logged_in_one_error_line_that_says_how_to_renew_it() {
        simulator.entra().revokeConsent();
        assertThat(fire("SEVERE"))
                .containsEntry("outcome", "failed")
                .containsEntry("code", "credentials-refused")
                .extractingByKey("detail")
                .asString()
                .contains("invalid_grant", "Give consent again: sign in to the app with MFA");
        assertThat(simulator.seen("entra")).hasSize(1);
    }

    @Test
    void a_token_from_a_consent_without_mfa_is_not_stored() {
        var found = current();
        simulator.entra().signedInWith("pwd");
        assertThat(fire("SEVERE")).containsEntry("code", "credentials-refused");
        assertThat(current()).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc\ndef", " abc", "abc\u0000", "\u00e9"})
    void a_token_that_cannot_be_redeemed_is_not_stored(String garbled) {
        var found = current();
        simulator.entra().next(SimulatedFault.changing(answer -> answer.put("refresh_token", garbled)));
        assertThat(fire("SEVERE"))
                .containsEntry("code", "credentials-unavailable")
                .containsEntry("detail", "Entra's answer holds no usable refresh token; the one in the vault stays.");
        assertThat(current()).isEqualTo(found);
        fire("INFO");
        assertThat(current()).isNotEqualTo(found);
    }

    @Test
    void a_client_secret_that_was_rotated_meanwhile_is_found() {
        fire("INFO");
        simulator.entra().secret("the next secret");
        simulator.vault().store(Simulator.SECRET_NAME, "the next secret");
        simulator.forgetRequests();
        assertThat(fire("INFO")).containsEntry("outcome", "renewed");
        assertThat(simulator.seen("entra")).extracting(RecordedRequest::status).containsExactly(401, 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\n", "\uFEFF%s\r\n"})
    void blank_characters_around_the_stored_token_are_removed(String stored) {
        simulator.vault().store(NAME, stored.formatted(simulator.entra().consent()));
        assertThat(fire("INFO")).containsEntry("outcome", "renewed");
    }

    @ParameterizedTest
    @CsvSource({"ObjectIsDeletedButRecoverable,misconfigured", "ObjectIsBeingRecovered,credentials-unavailable"})
    void a_deleted_token_whose_name_is_still_taken_is_named(String code, String kind) {
        settings.set("PARTNER_CENTER_CREDENTIAL", "managed-identity");
        var conflict = Json.map("error", Json.map("code", "Conflict", "innererror", Map.of("code", code)));
        var refusal = SimulatedFault.answering(Reply.json(409, conflict));
        simulator.vault().next(SimulatedFault.none(), refusal, refusal, refusal);
        assertThat(fire("SEVERE"))
                .containsEntry("code", kind)
                .extractingByKey("detail")
                .asString()
                .contains(NAME);
    }

    @ParameterizedTest
    @CsvSource({"59,INFO", "60,WARNING", "89,WARNING"})
    void a_token_that_was_not_renewed_for_sixty_days_is_a_warning(int age, String level) {
        days(age);
        assertThat(fire(level)).containsEntry("ageDays", new Json.Digits("" + age));
    }

    private KeyVault.SecretVersion current() {
        var versions = simulator.vault().versions(NAME);
        return versions.get(versions.size() - 1);
    }

    private static void days(int days) {
        VirtualBeans.TIME.advance(Duration.ofDays(days));
    }

    private static long inDays(int days) {
        return VirtualBeans.TIME.instant().plus(Duration.ofDays(days)).getEpochSecond();
    }

    private void update(int status) {
        var customer = TestCaller.newCustomer();
        simulator.partnerCenter().customer(customer, "80");
        TestCaller.asks(customer, "\"amount\":100").statusCode(status);
    }

    /** The content of the only log line of the timer, which must have this level. */
    private Map<String, Object> fire(String level) {
        var before = log.lines().size();
        timer.renewRefreshToken("{}", new OneInvocation());
        var lines = log.lines().stream()
                .skip(before)
                .filter(line -> line.contains("refresh-token-renewal"))
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).matches("(" + level + ") .*");
        var line = lines.get(0);
        assertThat(line).doesNotContain("1.refresh-", simulator.secret());
        return Json.object(line.substring(line.indexOf('{')).strip());
    }
}
