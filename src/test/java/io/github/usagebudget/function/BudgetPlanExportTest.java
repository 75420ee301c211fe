package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All customers and their budgets, as a plan. */
@QuarkusTest
class BudgetPlanExportTest extends ApplicationFixture {
    private static final String FABRIKAM = "00000000-0000-4000-8000-00000000000a";
    private static final String CONTOSO = "00000000-0000-4000-8000-00000000000b";
    private static final String NAMELESS = "00000000-0000-4000-8000-00000000000c";
    private static final String REFUSED = "00000000-0000-0000-0000-000000000403";
    private static final String ADVISED = "00000000-0000-4000-8000-00000000000d";

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @BeforeEach
    void five_customers_on_pages_of_two() {
        var partnerCenter = simulator.partnerCenter();
        partnerCenter.pageSize(2);
        partnerCenter.customer(FABRIKAM, "1234.500000");
        partnerCenter.name(FABRIKAM, "fabrikam; \"A, B\"", "fabrikam.example");
        partnerCenter.customerWithoutBudget(CONTOSO);
        partnerCenter.name(CONTOSO, "=Contoso", "contoso.example");
        partnerCenter.customer(NAMELESS, "7");
        partnerCenter.customer(REFUSED, "7");
        partnerCenter.name(REFUSED, "Refused", "refused.example");
        partnerCenter.customer(ADVISED, "7");
        partnerCenter.relate(ADVISED, "advisor");
    }

    @Test
    void json_is_a_plan_with_names_and_lists_refused_customers_separately() {
        var answer = given().get("/budget-plan")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract();
        assertThat(answer.asString())
                .startsWith(
                        "{\"budgets\":[" + "{\"customerTenantId\":\"" + NAMELESS + "\",\"amount\":7},"
                                + "{\"customerTenantId\":\"" + CONTOSO
                                + "\",\"companyName\":\"=Contoso\",\"domain\":\"contoso.example\",\"amount\":null,\"removeBudget\":true,\"expectedAmount\":null},"
                                + "{\"customerTenantId\":\"" + FABRIKAM
                                + "\",\"companyName\":\"fabrikam; \\\"A, B\\\"\",\"domain\":\"fabrikam.example\",\"amount\":1234.50}],"
                                + "\"unreadable\":[{\"customerTenantId\":\"" + REFUSED
                                + "\",\"companyName\":\"Refused\",\"problem\":{\"type\":\"urn:usage-budget-function:problem:partner-center-forbidden\"");
        assertThat(calls()).filteredOn("GET /v1/customers"::equals).hasSize(3);
        assertThat(calls()).filteredOn(call -> call.endsWith("usagebudget")).hasSize(4);
        assertThat(simulator.seen("partner-center").get(0).query()).containsEntry("size", "500");
    }

    @Test
    void ndjson_has_one_budget_per_line() {
        var answer = given().header("Accept", "application/x-ndjson").get("/budget-plan");
        assertThat(answer.contentType()).isEqualTo("application/x-ndjson");
        assertThat(answer.asString().split("\n")).hasSize(4);
        assertThat(answer.asString())
                .contains("\n{\"unreadable\":{\"customerTenantId\":\"" + REFUSED + "\"")
                .endsWith("}}\n");
    }

    @Test
    void csv_is_readable_by_spreadsheets() {
        var answer = given().header("Accept", "text/csv").get("/budget-plan");
        assertThat(answer.contentType()).isEqualTo("text/csv; charset=utf-8; header=present");
        assertThat(answer.header("Content-Disposition")).contains("budget-plan.csv");
        assertThat(new String(answer.asByteArray(), StandardCharsets.UTF_8))
                .startsWith("\uFEFFcustomerTenantId,companyName,domain,amount,removeBudget,expectedAmount,#problem\r\n"
                        + NAMELESS + ",,,7,,,\r\n"
                        + CONTOSO + ",'=Contoso,contoso.example,,true,none,\r\n"
                        + FABRIKAM + ",\"fabrikam; \"\"A, B\"\"\",fabrikam.example,1234.50,,,\r\n"
                        + "#" + REFUSED + ",Refused,,,,,\"partner-center-forbidden: ");
    }

    @Test
    void a_european_spreadsheet_gets_semicolons_and_decimal_commas() {
        var answer = given().header("Accept", "text/csv").get("/budget-plan?separator=semicolon");
        assertThat(answer.asString()).contains(";1234,50;;;\r\n").doesNotContain("1234.50");
    }

    @Test
    void a_browser_gets_a_page_with_the_same_plan_and_its_time() {
        var answer = given().header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .get("/budget-plan");
        assertThat(answer.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.header("Content-Disposition")).isEqualTo("inline; filename=\"budget-plan.html\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        var plan = given().get("/budget-plan").asString();
        var withoutIds = plan.substring(1, plan.indexOf("\"unreadable\""));
        assertThat(answer.asString())
                .startsWith("<!doctype html>")
                .containsPattern("\\{\"readAt\":\"20\\d\\d-[^\"]*Z\",\"budgets\":")
                .contains(withoutIds);
    }

    @Test
    void with_a_user_budgets_currency_and_usage_come_from_the_usage_records() {
        settings.set("PARTNER_CENTER_GRANT", "app-and-user");
        var answer = given().get("/budget-plan");
        assertThat(answer.asString())
                .contains(
                        "\"amount\":1234.50,\"currency\":\"EUR\",\"usage\":120.5682999999995904716,\"percentUsed\":9.77}");
        assertThat(calls()).allMatch(call -> !call.endsWith("usagebudget"));
        assertThat(given().header("Accept", "text/csv").get("/budget-plan").asString())
                .contains(",expectedAmount,currency,usage,percentUsed,#problem\r\n")
                .contains(",1234.50,,,EUR,120.5682999999995904716,9.77,\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson", "text/csv"})
    void posting_an_export_back_writes_nothing(String type) {
        var export = given().header("Accept", type).get("/budget-plan");
        simulator.forgetRequests();
        var body = new String(export.asByteArray(), StandardCharsets.UTF_8);
        TestCaller.post(given(), "/budget-plan", export.contentType(), body)
                .then()
                .statusCode(200)
                .body("customers[1].companyName", equalTo("=Contoso"))
                .body("summary.unchanged", equalTo(3))
                .body("summary.planned", equalTo(3));
        assertThat(calls()).allMatch(call -> call.startsWith("GET "));
    }

    @Test
    void one_log_line_has_the_counts_and_no_customer() {
        given().header("x-ms-correlation-id", "7cb67bb7-4750-403d-cc2e-6bc44c52d52c")
                .get("/budget-plan");
        assertThat(log.lines())
                .filteredOn(line -> line.contains("budget-plan-export "))
                .hasSize(1)
                .allSatisfy(line -> {
                    assertThat(line)
                            .contains(
                                    "\"customers\":4,\"unreadable\":1,\"correlationId\":\"7cb67bb7-4750-403d-cc2e-6bc44c52d52c\"");
                });
        assertThat(log.lines()).noneMatch(line -> line.contains("ontoso") || line.contains("abrikam"));
    }

    @ParameterizedTest
    @CsvSource({"500,200", "204,200", "403,403"})
    void a_page_that_fails_is_requested_again_and_one_that_is_refused_is_not(int status, int answered) {
        simulator
                .partnerCenter()
                .next(
                        SimulatedFault.none(),
                        status == 204
                                ? SimulatedFault.answering(Reply.empty(204).with("Retry-After", "1"))
                                : SimulatedFault.status(status, 900308, "No."));
        given().get("/budget-plan").then().statusCode(answered);
    }

    @Test
    void a_customer_on_two_pages_counts_once() {
        var again = Json.map(
                "items",
                List.of(Json.map("id", FABRIKAM), Json.map("id", FABRIKAM)),
                "totalCount",
                new Json.Digits("7"));
        simulator.partnerCenter().next(SimulatedFault.answering(Reply.json(200, again)));
        given().get("/budget-plan").then().statusCode(200).body("budgets.size()", equalTo(1));
    }

    @Test
    void an_outage_is_reported_without_a_partial_plan() {
        simulator
                .partnerCenter()
                .script(FABRIKAM, SimulatedFault.status(503), SimulatedFault.status(503), SimulatedFault.status(503));
        given().get("/budget-plan").then().statusCode(502).body("code", equalTo("partner-center-unavailable"));
    }

    @Test
    void an_export_that_takes_too_long_reports_its_progress() {
        settings.set("BUDGET_PLAN_TIME_LIMIT", "8s");
        settings.set("BUDGET_PLAN_CONCURRENCY", "1");
        for (var customer : List.of(FABRIKAM, CONTOSO, NAMELESS))
            simulator.partnerCenter().script(customer, SimulatedFault.throttled(7));
        given().get("/budget-plan")
                .then()
                .statusCode(503)
                .body("code", equalTo("export-incomplete"))
                .body("retryable", equalTo(true))
                .body("detail", containsString(" of 4 budgets were read within BUDGET_PLAN_TIME_LIMIT"));
    }

    private List<String> calls() {
        return simulator.seen("partner-center").stream()
                .map(BudgetPlanExportTest::call)
                .toList();
    }

    private static String call(RecordedRequest call) {
        return call.method() + " " + call.path();
    }
}
