package io.github.usagebudget.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports for people in the packaged deployable: the timer's report in the format that its blob's name asks for, and tables over HTTP. */
class ReportFilesIT {
    private static final String ONE = "c0ffee00-0000-4000-8000-0000000000d1";
    private static final String TWO = "c0ffee00-0000-4000-8000-0000000000d2";
    private static final String PLAN = "{\"budgets\":[{\"customerTenantId\":\"" + ONE
            + "\",\"amount\":90.10,\"companyName\":\"=Müller; Söhne\"},{\"customerTenantId\":\"" + TWO
            + "\",\"amount\":1,\"expectedAmount\":7}]}";

    private StoredFiles storage;

    private Simulator simulator;
    private HostProcess host;

    @BeforeEach
    void two_customers(@TempDir Path folder) {
        storage = new StoredFiles(folder);
        simulator = Simulator.started();
        for (var customer : new String[] {ONE, TWO}) simulator.partnerCenter().customer(customer, "80");
    }

    @AfterEach
    void stop() {
        host.close();
        simulator.close();
    }

    @Test
    void a_caller_that_prefers_a_table_gets_a_table() throws Exception {
        start("budgets/report.json");
        var table = post("?separator=semicolon", "text/csv, */*;q=0.1", PLAN)
                .statusCode(200)
                .header("Content-Type", equalTo("text/csv; charset=utf-8; header=present"))
                .header("Content-Disposition", "inline; filename=\"budget-plan-report.csv\"")
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .extract()
                .asString();
        assertThat(table)
                .startsWith("\uFEFFcustomerTenantId;companyName;outcome;amount;previousAmount;code;detail\r\n"
                        + ONE + ";\"'=Müller; Söhne\";updated;90,10;80;;\r\n"
                        + TWO + ";;failed;1;80;budget-changed;");
        post("", "text/csv", "{}").statusCode(400).header("Content-Type", equalTo("application/problem+json"));
        post("?separator=tab", "text/csv", PLAN).statusCode(400).body("errors[0].pointer", equalTo("?separator"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reports/{DateTime}.csv", "reports/last.CSV"})
    void the_timer_writes_a_table(String blob) throws Exception {
        start(blob);
        assertThat(fire(PLAN))
                .startsWith("\uFEFFcustomerTenantId,companyName,outcome,amount,previousAmount,code,detail\r\n"
                        + ONE + ",\"'=Müller; Söhne\",updated,90.10,80,,\r\n"
                        + TWO + ",,failed,1,80,budget-changed,")
                .hasLineCount(3);
        assertThat(fire(PLAN.replace("90.10", "\"90\"")))
                .contains("\r\n,,failed,,,malformed-request,\"The plan has 1 fault; nothing was written.")
                .contains("/budgets/0/amount must be a number")
                .hasLineCount(2);
    }

    @Test
    void the_timer_writes_a_page() throws Exception {
        start("reports/last.html");
        assertThat(fire(PLAN)).startsWith("<!doctype html>").contains("\"amount\":90.10,\"previousAmount\":80}");
        assertThat(fire(PLAN.replace("90.10", "\"90\"")))
                .startsWith("<!doctype html>")
                .contains("\"code\":\"malformed-request\"", "\"pointer\":\"/budgets/0/amount\"");
    }

    @Test
    void an_unknown_extension_is_misconfigured_and_nothing_is_written() throws Exception {
        start("reports/last.txt");
        assertThat(fire(PLAN)).contains("\"code\":\"misconfigured\"").contains("BUDGET_REPORT_BLOB");
        assertThat(simulator.seen("partner-center")).isEmpty();
        host.request()
                .get("/api/usage-budget/readiness")
                .then()
                .body("ready", equalTo(false))
                .body("checks[0].detail", containsString("container/name.json, .html or .csv"));
    }

    private void start(String reportBlob) throws Exception {
        host = HostProcess.started(
                SimulatedHost.settings(simulator, Map.of("BUDGET_REPORT_BLOB", reportBlob)), storage.folder());
    }

    /** The timer's report of this plan. */
    private String fire(String plan) throws Exception {
        storage.clear();
        storage.write("budgets/plan.json", plan);
        host.fire("scheduled-budget-plan").then().statusCode(202);
        var reports = storage.blobs("reports");
        assertThat(reports).hasSize(1);
        return Files.readString(reports.get(0), UTF_8);
    }

    private io.restassured.response.ValidatableResponse post(String query, String accept, String plan)
            throws Exception {
        return host.request()
                .header("Accept", accept)
                .header("Content-Type", "application/json; charset=utf-8")
                .body(plan.getBytes(UTF_8))
                .post("/api/budget-plan" + query)
                .then();
    }
}
