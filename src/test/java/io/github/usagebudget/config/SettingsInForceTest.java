package io.github.usagebudget.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.CustomerFixture;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings are read when they are needed. An invalid setting fails only the calls that use it, and the answer names it. */
@QuarkusTest
class SettingsInForceTest extends CustomerFixture {
    @ParameterizedTest
    @CsvSource(textBlock = """
                    CALLER_AUTH,                 entar
                    PARTNER_CENTER_CLOUD,        china
                    PARTNER_CENTER_GRANT,        user
                    PARTNER_CENTER_CREDENTIAL,   password
                    PARTNER_CENTER_DEADLINE,     soon
                    PARTNER_CENTER_ATTEMPTS,     0
                    PARTNER_CENTER_ATTEMPTS,     1000000
                    PARTNER_CENTER_TIMEOUT,      -1s
                    SECRET_SOURCE,               vault
                    KEY_VAULT_SECRET_TTL,        5 minutes
                    BUDGET_MAX_AMOUNT,           lots
                    BUDGET_MAX_INCREASE_PERCENT, -5
                    """)
    void an_invalid_setting_is_named_and_nothing_is_written(String name, String value) {
        settings.set(name, value);
        update().statusCode(500)
                .body("code", equalTo("misconfigured"))
                .body("retryable", equalTo(false))
                .body("detail", containsString(name));
        assertThat(simulator.seen("partner-center")).isEmpty();
    }

    @Test
    void a_guard_rail_refuses_an_amount_before_any_request() {
        settings.set("BUDGET_MAX_AMOUNT", "99.99");
        update().statusCode(422)
                .body("code", equalTo("amount-refused"))
                .body("errors[0].pointer", equalTo("/amount"))
                .body("detail", containsString("99.99 (BUDGET_MAX_AMOUNT)"));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void the_limit_on_increases_reads_the_budget_first() {
        settings.set("BUDGET_MAX_INCREASE_PERCENT", "20");
        update().statusCode(422).body("code", equalTo("amount-refused"));
        assertThat(simulator.partnerCenter().budget(customer)).contains("80");
        settings.set("BUDGET_MAX_INCREASE_PERCENT", "25");
        update().statusCode(200).body("previousAmount", equalTo(80));
    }

    @ParameterizedTest
    @CsvSource({"BUDGET_MAX_AMMOUNT, BUDGET_MAX_AMOUNT", "caller_role, CALLER_ROLE"})
    void a_misspelled_guard_rail_fails_every_post_and_nothing_else(String name, String closest) {
        settings.set(name, "1000");
        var named = containsString(name + " is not a setting. Did you mean " + closest + "?");
        update().statusCode(500).body("code", equalTo("misconfigured")).body("detail", named);
        for (var path : List.of("/usage-budget?dryRun=true", "/budget-plan", "/budget-plan?dryRun=true"))
            TestCaller.given()
                    .contentType("application/json")
                    .body("{}")
                    .post(path)
                    .then()
                    .statusCode(500)
                    .body("code", equalTo("misconfigured"))
                    .body("detail", named);
        assertThat(simulator.seen()).isEmpty();
        TestCaller.given()
                .get("/usage-budget/readiness")
                .then()
                .statusCode(200)
                .body("ready", equalTo(false))
                .body("checks[0].detail", named);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    ,              PUT,  405
                    ?dry_run=true, POST, 400
                    """)
    void faults_of_the_request_are_reported_before_invalid_settings(String query, String method, int status) {
        settings.set("BUDGET_MAX_AMMOUNT", "1000");
        TestCaller.given()
                .contentType("application/json")
                .body("{}")
                .request(method, "/usage-budget" + (query == null ? "" : query))
                .then()
                .statusCode(status);
    }

    @Test
    void the_number_of_attempts_can_be_configured() {
        settings.set("PARTNER_CENTER_ATTEMPTS", "5");
        simulator
                .partnerCenter()
                .script(
                        customer,
                        Collections.nCopies(9, SimulatedFault.status(503)).toArray(SimulatedFault[]::new));
        update().statusCode(502);
        assertThat(simulator.seen("partner-center")).hasSize(5);
    }

    @Test
    void the_secret_can_come_from_the_environment_of_a_laptop() {
        settings.set("SECRET_SOURCE", "environment");
        // a dollar and a brace are part of the secret, not an expression
        settings.set("PARTNER_CENTER_CLIENT_SECRET", "pa$$${word}\\");
        simulator.entra().secret("pa$$${word}\\");
        update().statusCode(200);
        assertThat(simulator.seen("vault")).isEmpty();
    }

    @Test
    void a_user_assigned_identity_is_requested_by_its_client_id() {
        settings.set("AZURE_CLIENT_ID", "5e29463d-71da-4fe0-8e69-999b57db23b0");
        update().statusCode(200);
        assertThat(simulator.seen("identity").get(0).query())
                .containsEntry("client_id", "5e29463d-71da-4fe0-8e69-999b57db23b0");
    }

    @Test
    void the_secret_cannot_come_from_the_environment_in_azure() {
        settings.set("SECRET_SOURCE", "environment");
        settings.set("PARTNER_CENTER_CLIENT_SECRET", simulator.secret());
        settings.set("WEBSITE_INSTANCE_ID", "0");
        update().statusCode(500).body("detail", containsString("SECRET_SOURCE must be key-vault"));
    }
}
