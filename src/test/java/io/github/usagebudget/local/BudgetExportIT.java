package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.github.usagebudget.simulator.Simulator;
import io.restassured.RestAssured;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading budgets in the packaged deployable: one of them, and all of them as a plan. */
class BudgetExportIT {
    private static final String CUSTOMER = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";

    @RegisterExtension
    static final SimulatedHost host = SimulatedHost.with(Map.of("BUDGET_PLAN_TIME_LIMIT", "6s"));

    private static final Simulator simulator = host.simulator();

    @BeforeEach
    void one_customer() {
        simulator.partnerCenter().unlimited();
        simulator.partnerCenter().customer(CUSTOMER, "1234.500000");
        simulator.partnerCenter().name(CUSTOMER, "Müller; \"株式会社\"", "mueller.example");
    }

    @Test
    void one_budget_is_read_with_one_call() throws Exception {
        host.request()
                .get("/api/usage-budget?customerTenantId=" + CUSTOMER)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body(containsString("\"amount\":1234.500000,"));
        assertThat(simulator.seen("partner-center")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # accept             | query                | content type                                | body
            */*                  |                      | application/json                            | {"budgets":[{"customerTenantId"
            application/x-ndjson | ?separator=comma     | application/x-ndjson                        | {"customerTenantId"
            text/csv             |                      | text/csv; charset=utf-8; header=present     | \uFEFFcustomerTenantId,companyName,
            text/csv             | ?separator=semicolon | text/csv; charset=utf-8; header=present     | \uFEFFcustomerTenantId;companyName;
            text/html,*/*;q=0.8  |                      | text/html; charset=utf-8                    | <!doctype html>
            image/png            |                      | application/json                            | {"budgets":[{"customerTenantId"
            """)
    void an_export_has_the_requested_format(String accept, String query, String type, String body) throws Exception {
        host.request()
                .header("Accept", accept)
                .get("/api/budget-plan" + (query == null ? "" : query))
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo(type))
                .header("Cache-Control", "no-store")
                .body(startsWith(body))
                .body(containsString("株式会社"));
    }

    @ParameterizedTest
    @CsvSource({"usage-budget?customerTenantId=" + CUSTOMER, "budget-plan"})
    void no_one_reads_without_the_key(String path) throws Exception {
        for (var key : new String[] {"", "wrong"})
            RestAssured.given()
                    .header("x-functions-key", key)
                    .get(host.url() + "/api/" + path)
                    .then()
                    .statusCode(401);
        assertThat(simulator.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "budget-plan?separator=",
        "budget-plan?separator",
        "budget-plan?dryRun=true",
        "usage-budget?customerTenantId"
    })
    void an_invalid_query_reads_nothing(String path) throws Exception {
        host.request().get("/api/" + path).then().statusCode(400).body("code", equalTo("malformed-request"));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void a_throttled_export_finishes_in_time_or_reports_its_progress() throws Exception {
        for (var i = 0; i < 99; i++)
            simulator.partnerCenter().customer(UUID.randomUUID().toString(), "80");
        simulator.partnerCenter().limit(50, 5);
        host.request().get("/api/budget-plan").then().statusCode(200).body("budgets.size()", equalTo(100));
        for (var i = 0; i < 900; i++)
            simulator.partnerCenter().customer(UUID.randomUUID().toString(), "80");
        var started = System.nanoTime();
        host.request()
                .get("/api/budget-plan")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("export-incomplete"))
                .body(
                        "detail",
                        matchesPattern("[1-9]\\d{1,2} of 1000 budgets were read within BUDGET_PLAN_TIME_LIMIT.*"));
        assertThat((System.nanoTime() - started) / 1_000_000_000).isLessThan(8);
    }
}
