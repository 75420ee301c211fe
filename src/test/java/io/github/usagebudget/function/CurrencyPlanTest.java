package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan with a currency does not change a customer that Partner Center bills in another currency. */
@QuarkusTest
class CurrencyPlanTest extends ApplicationFixture {
    private static final String EUROS = "00000000-0000-4000-8000-00000000000a";
    private static final String DOLLARS = "00000000-0000-4000-8000-00000000000b";

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @BeforeEach
    void two_customers_and_a_user() {
        settings.set("PARTNER_CENTER_GRANT", "app-and-user");
        simulator.partnerCenter().customer(EUROS, "80");
        simulator.partnerCenter().customer(DOLLARS, "80");
        simulator.partnerCenter().bill(DOLLARS, "USD");
    }

    @ParameterizedTest
    @CsvSource({"90,updated", "80,unchanged"})
    void a_customer_billed_in_another_currency_fails_even_if_the_amount_is_the_same(String amount, String other) {
        run("", "\"currency\":\"EUR\",", amount, "")
                .body("currency", equalTo("EUR"))
                .body("customers.outcome", contains(other, "failed"))
                .body("customers[1].problem.code", equalTo("currency-mismatch"))
                .body("customers[1].problem.status", equalTo(409))
                .body("customers[1].problem.retryable", equalTo(false))
                .body("summary.failed", equalTo(1));
        assertThat(simulator.partnerCenter().budget(DOLLARS)).contains("80");
        assertThat(simulator.seen("partner-center"))
                .noneMatch(call -> call.path().contains(DOLLARS));
        assertThat(log.lines())
                .filteredOn(line -> line.contains("usage-budget-change {") && line.contains(DOLLARS))
                .singleElement()
                .asString()
                .contains("\"outcome\":\"failed\"", "\"code\":\"currency-mismatch\"", "\"attempts\":0", "\"reads\":0");
    }

    @Test
    void a_dry_run_also_reports_the_mismatch() {
        run("?dryRun=true", "\"currency\":\"EUR\",", "90", "")
                .body("customers.outcome", contains("would-update", "failed"));
    }

    @Test
    void the_currency_of_a_budget_overrides_the_plans() {
        run("", "\"currency\":\"EUR\",", "90", ",\"currency\":\"USD\"")
                .body("customers.outcome", contains("updated", "updated"));
        run("", "\"currency\":\"USD\",", "95", ",\"currency\":\"EUR\"")
                .body("customers.outcome", contains("failed", "failed"));
    }

    @Test
    void a_plan_without_a_currency_is_not_checked() {
        run("", "", "90", "").body("summary.updated", equalTo(2));
    }

    @Test
    void a_customer_without_a_usage_record_is_not_checked() {
        simulator.partnerCenter().removeUsageRecord(DOLLARS);
        run("", "\"currency\":\"EUR\",", "90", "").body("summary.updated", equalTo(2));
    }

    @Test
    void without_a_user_currencies_are_unknown_and_not_checked() {
        settings.set("PARTNER_CENTER_GRANT", "app");
        run("", "\"currency\":\"EUR\",", "90", "").body("summary.updated", equalTo(2));
    }

    @ParameterizedTest
    @CsvSource({"403,403", "503,502"})
    void a_plan_with_a_currency_is_refused_if_the_usage_records_cannot_be_read(int status, int answered) {
        var fault = SimulatedFault.status(status, 900308, "No.");
        simulator.partnerCenter().next(Collections.nCopies(3, fault).toArray(SimulatedFault[]::new));
        TestCaller.post(given(), "/budget-plan", "application/json", plan("\"currency\":\"EUR\",", "90", ""))
                .then()
                .statusCode(answered);
        assertThat(simulator.partnerCenter().budget(EUROS)).contains("80");
    }

    @Test
    void reading_the_usage_records_can_take_longer_than_one_customer_if_the_plan_needs_them() {
        simulator.partnerCenter().pageSize(1);
        var busy = SimulatedFault.status(503).with("Retry-After", "60");
        simulator.partnerCenter().next(busy, SimulatedFault.none(), busy);
        run("", "\"currency\":\"EUR\",", "90", "").body("customers.outcome", contains("updated", "failed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson", "text/csv"})
    void an_export_has_each_customers_currency_and_writes_nothing_if_it_is_posted_back(String type) {
        var export = given().header("Accept", type).get("/budget-plan");
        var body = new String(export.asByteArray(), UTF_8);
        assertThat(body).contains("EUR", "USD", "120.5682999999995904716", "150.71");
        simulator.forgetRequests();
        TestCaller.post(given(), "/budget-plan", export.contentType(), body)
                .then()
                .statusCode(200)
                .body("summary.unchanged", equalTo(2))
                .body("summary.planned", equalTo(2));
        assertThat(simulator.seen("partner-center"))
                .allMatch(call -> call.method().equals("GET"));
        simulator.partnerCenter().bill(EUROS, "SEK");
        TestCaller.post(given(), "/budget-plan", export.contentType(), body)
                .then()
                .body("customers.problem.code", contains("currency-mismatch"));
    }

    private ValidatableResponse run(String query, String currency, String amount, String ofDollars) {
        return TestCaller.post(given(), "/budget-plan" + query, "application/json", plan(currency, amount, ofDollars))
                .then()
                .statusCode(200);
    }

    private static String plan(String currency, String amount, String ofDollars) {
        return "{" + currency + "\"budgets\":[" + TestCaller.change(EUROS, "\"amount\":" + amount) + ","
                + TestCaller.change(DOLLARS, "\"amount\":" + amount + ofDollars) + "]}";
    }
}
