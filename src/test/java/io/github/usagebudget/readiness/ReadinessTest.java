package io.github.usagebudget.readiness;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.github.usagebudget.simulator.Certificate;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer of the readiness function. */
@QuarkusTest
class ReadinessTest extends ApplicationFixture {
    @Test
    void every_check_succeeds() {
        readiness()
                .contentType("application/json")
                .header("x-ms-correlation-id", notNullValue())
                .body("ready", equalTo(true))
                .body("checks.name", contains("settings", "identity", "secret", "token", "partner-center"))
                .body("checks.ok", everyItem(equalTo(true)))
                .body("checks[1].detail", containsString("https://vault.azure.net"))
                .body(
                        "checks[2].detail",
                        matchesPattern(".*partner-center-client-secret, version [0-9a-f]{32}, 0 days old.*"))
                .body("checks[3].detail", containsString("for https://api.partnercenter.microsoft.com, good until 20"))
                .body("checks[4].detail", startsWith("Partner Center answers 200 to GET /v1/customers. Asked: "));
    }

    @Test
    void the_hosts_that_were_asked_are_named_and_marked_as_loopback() {
        var asked = Map.of(
                1, "IDENTITY_ENDPOINT", 2, "KEY_VAULT_URL", 3, "ENTRA_AUTHORITY_HOST", 4, "PARTNER_CENTER_BASE_URL");
        var readiness = readiness().body("checks[0].detail", not(containsString("Asked")));
        asked.forEach((check, setting) -> {
            var host = URI.create(simulator.settings().get(setting)).getAuthority();
            readiness.body("checks[" + check + "].detail", endsWith(" Asked: " + host + " (loopback)."));
        });
    }

    @Test
    void the_host_of_a_failed_check_is_also_named_and_no_host_that_was_not_asked() {
        simulator.entra().secret("another");
        readiness()
                .body("checks[3].detail", endsWith(" (loopback)."))
                .body("checks[4].detail", not(containsString("Asked")));
        settings.set("PARTNER_CENTER_CREDENTIAL", "managed-identity");
        VirtualBeans.freshStart(simulator);
        readiness().body("checks[2].detail", not(containsString("Asked")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            app          | certificate      | partner-center-client-certificate | without a user
            app          | managed-identity | Not needed                        | without a user
            app-and-user | managed-identity | partner-center-refresh-token      | with MFA
            """)
    void only_the_services_that_the_settings_need_are_checked(
            String grant, String credential, String secret, String token) {
        settings.set("PARTNER_CENTER_GRANT", grant);
        settings.set("PARTNER_CENTER_CREDENTIAL", credential);
        readiness()
                .body("ready", equalTo(true))
                .body("checks[2].detail", containsString(secret))
                .body("checks[3].detail", containsString(token));
    }

    @Test
    void a_laptop_needs_no_identity() {
        settings.set("SECRET_SOURCE", "environment");
        simulator.secrets().forEach(settings::set);
        readiness()
                .body("ready", equalTo(true))
                .body("checks[1].detail", startsWith("Not needed"))
                .body("checks[1].detail", not(containsString("Asked")))
                .body("checks[2].detail", equalTo("PARTNER_CENTER_CLIENT_SECRET is set."));
        assertThat(simulator.seen("identity")).isEmpty();
    }

    @Test
    void the_checks_change_nothing() {
        readiness();
        assertThat(simulator.seen("vault")).extracting(RecordedRequest::method).containsOnly("GET");
        assertThat(simulator.seen("partner-center"))
                .extracting(seen -> seen.method() + " " + seen.path() + " " + seen.query())
                .containsExactly("GET /v1/customers {size=1}");
    }

    @Test
    void every_invalid_setting_is_named_and_nothing_is_sent() {
        settings.set("PARTNER_CENTER_DEADLINE", "soon");
        settings.set("PARTNER_CENTER_GRANT", "user");
        settings.set("KEY_VAULT_URL", "http://vault.example");
        notReady("settings", "PARTNER_CENTER_DEADLINE must be a duration")
                .body("checks[0].detail", containsString("PARTNER_CENTER_GRANT must be app or app-and-user"))
                .body("checks[0].detail", containsString("KEY_VAULT_URL must be an https address"));
        assertThat(simulator.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "app,client-secret,PARTNER_CENTER_CLIENT_SECRET",
        "app,certificate,PARTNER_CENTER_CLIENT_CERTIFICATE",
        "app-and-user,managed-identity,PARTNER_CENTER_REFRESH_TOKEN"
    })
    void a_setting_that_another_setting_requires_is_named(String grant, String credential, String missing) {
        settings.set("SECRET_SOURCE", "environment");
        settings.set("PARTNER_CENTER_GRANT", grant);
        settings.set("PARTNER_CENTER_CREDENTIAL", credential);
        notReady("settings", missing + " is missing");
    }

    @Test
    void the_guard_rails_in_force_are_listed() {
        readiness().body("checks[0].detail", endsWith("No guard rail is in force."));
        settings.set("BUDGET_MAX_AMOUNT", "500.50");
        settings.set("BUDGET_PLAN_MAX_REMOVALS", "0");
        readiness()
                .body("ready", equalTo(true))
                .body(
                        "checks[0].detail",
                        endsWith("Guard rails in force: BUDGET_MAX_AMOUNT 500.50, BUDGET_PLAN_MAX_REMOVALS 0."));
    }

    @Test
    void the_guard_rails_in_force_are_also_listed_if_other_settings_are_invalid() {
        settings.set("BUDGET_MAX_AMOUNT", "500.50");
        settings.set("BUDGET_PLAN_MAX_TOTAL", "s3cret");
        settings.set("PARTNER_CENTER_GRANT", "user");
        settings.set("BUDGET_PLAN_MAX_REMOVLAS", "0");
        notReady("settings", "PARTNER_CENTER_GRANT must be app or app-and-user")
                .body("checks[0].detail", containsString("BUDGET_PLAN_MAX_TOTAL must be a number"))
                .body("checks[0].detail", containsString("BUDGET_PLAN_MAX_REMOVLAS is not a setting"))
                .body("checks[0].detail", endsWith("Guard rails in force: BUDGET_MAX_AMOUNT 500.50."));
    }

    @Test
    void a_missing_identity_is_named_and_no_host_is_named_as_asked() {
        settings.set("IDENTITY_HEADER", "");
        notReady(
                        "identity",
                        "The setting IDENTITY_HEADER is missing: assign a managed identity to the app;"
                                + " on a laptop set SECRET_SOURCE=environment.")
                .body("checks[1].detail", not(containsString("Asked")));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void an_expired_certificate_fails_before_entra_is_asked() {
        settings.set("PARTNER_CENTER_CREDENTIAL", "certificate");
        var now = VirtualBeans.TIME.instant();
        var expired = Certificate.valid(now.minusSeconds(120), now.minusSeconds(60));
        simulator.vault().store(Simulator.CERTIFICATE_NAME, expired.pem());
        notReady("token", "The client certificate expired on").body("checks[3].detail", not(containsString("Asked")));
        assertThat(simulator.seen("entra")).isEmpty();
    }

    @Test
    void a_misspelled_setting_that_protects_nothing_is_named() {
        settings.set("PARTNER_CENTER_DEADLNE", "10s");
        var named = "PARTNER_CENTER_DEADLNE is not a setting. Did you mean PARTNER_CENTER_DEADLINE?";
        readiness().body("ready", equalTo(true)).body("checks[0].detail", endsWith(named));
        settings.set("PARTNER_CENTER_GRANT", "user");
        readiness().body("ready", equalTo(false)).body("checks[0].detail", endsWith(named));
    }

    @Test
    void an_app_without_an_identity_is_named() {
        simulator.identity().next(SimulatedFault.status(400));
        notReady("identity", "assign a managed identity");
    }

    @Test
    void a_missing_secret_is_named_although_an_older_one_is_cached() {
        settings.set("KEY_VAULT_CLIENT_SECRET_NAME", "no-such-secret");
        notReady("secret", "holds no secret named no-such-secret");
    }

    @Test
    void the_answer_says_what_to_renew_if_entra_refuses_the_credentials() {
        simulator.entra().secret("another");
        notReady("token", "AADSTS7000215");
    }

    @Test
    void the_answer_says_why_partner_center_refuses() {
        simulator.partnerCenter().next(SimulatedFault.status(403, 900124, "MPA not accepted"));
        notReady("partner-center", "accept the Microsoft Partner Agreement");
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "drop"})
    void a_partner_center_that_cannot_be_reached_is_named(String how) {
        simulator.partnerCenter().next(how.equals("html") ? SimulatedFault.html(200) : SimulatedFault.droppedBefore());
        notReady("partner-center", "PARTNER_CENTER_BASE_URL");
    }

    @Test
    void only_get_is_accepted() {
        given().contentType("application/json")
                .body("{}")
                .post("/usage-budget/readiness")
                .then()
                .statusCode(405)
                .header("Allow", equalTo("GET"))
                .body("code", equalTo("method-not-allowed"));
    }

    @Test
    void an_unknown_value_of_caller_auth_admits_no_caller() {
        settings.set("CALLER_AUTH", "entar");
        given().get("/usage-budget/readiness").then().statusCode(500).body("detail", containsString("CALLER_AUTH"));
    }

    private ValidatableResponse notReady(String name, String detail) {
        var answer = readiness().body("ready", equalTo(false)).body("checks.size()", equalTo(5));
        var checks = answer.extract().jsonPath();
        var index = checks.getList("checks.name").indexOf(name);
        for (var i = 0; i < 5; i++)
            assertThat(checks.getBoolean("checks[" + i + "].ok")).isEqualTo(i < index);
        assertThat(checks.getString("checks[" + index + "].detail")).contains(detail);
        for (var i = index + 1; i < 5; i++)
            assertThat(checks.getString("checks[" + i + "].detail"))
                    .isEqualTo("Not tried, because " + name + " is not in order.");
        return answer;
    }

    private static ValidatableResponse readiness() {
        return given().get("/usage-budget/readiness").then().statusCode(200);
    }
}
