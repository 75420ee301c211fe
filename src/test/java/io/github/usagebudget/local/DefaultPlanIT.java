package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.github.usagebudget.simulator.Simulator;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defaults and currencies of plans in the packaged deployable: over HTTP, from a blob, and through the queue. */
class DefaultPlanIT {
    private static final String NAMED = "00000000-0000-4000-8000-00000000000a";
    private static final String WITH = "00000000-0000-4000-8000-00000000000b";
    private static final String FABRIKAM = "00000000-0000-4000-8000-00000000000c";
    private static final String CONTOSO = "00000000-0000-4000-8000-00000000000d";

    @TempDir
    Path storage;

    private Simulator simulator;
    private HostProcess host;

    @BeforeEach
    void four_customers() throws Exception {
        simulator = Simulator.started();
        var partnerCenter = simulator.partnerCenter();
        partnerCenter.customer(NAMED, "80");
        partnerCenter.customer(WITH, "7");
        partnerCenter.customerWithoutBudget(FABRIKAM);
        partnerCenter.name(FABRIKAM, "Fabrikam", "fabrikam.example");
        partnerCenter.customerWithoutBudget(CONTOSO);
        partnerCenter.pageSize(3);
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        simulator.close();
    }

    @Test
    void only_customers_without_a_budget_get_the_default() throws Exception {
        start("app");
        var plan = "customerTenantId,amount\n*,50.10\n" + NAMED + ",100\n";
        post("?dryRun=true", "text/csv; charset=utf-8", plan)
                .body("summary.wouldUpdate", equalTo(3))
                .body("customers.default", contains(null, true, true));
        assertThat(budgets(NAMED, FABRIKAM)).containsExactly("80", "-");
        post("", "text/csv; charset=utf-8", plan)
                .body("summary.updated", equalTo(3))
                .body("summary.defaultSkipped", equalTo(0))
                .body("customers.companyName", hasItem("Fabrikam"));
        assertThat(budgets(NAMED, WITH, FABRIKAM, CONTOSO)).containsExactly("100", "7", "50.10", "50.10");
        post("", "text/csv; charset=utf-8", plan)
                .body("summary.planned", equalTo(1))
                .body("summary.unchanged", equalTo(1));
    }

    @Test
    void a_default_is_resolved_before_the_batches_are_written() throws Exception {
        start("app");
        new StoredFiles(storage)
                .write(
                        "budgets/plan.json",
                        "{\"defaultAmount\":50.10,\"budgets\":[{\"customerTenantId\":\"" + NAMED
                                + "\",\"amount\":100}]}");
        host.fire("scheduled-budget-plan").then().statusCode(202);
        assertThat(budgets(NAMED, WITH, FABRIKAM, CONTOSO)).containsExactly("100", "7", "50.10", "50.10");
        var reports = reports();
        assertThat(reports).hasSize(2);
        assertThat(reports).anyMatch(report -> report.getMap("summary").containsKey("queued"));
        for (var report : reports)
            assertThat(report.<Object>getList("customers.default")).containsExactly(null, true, true);
    }

    @Test
    void a_customer_that_is_billed_in_another_currency_than_the_plans_is_not_changed() throws Exception {
        simulator.partnerCenter().bill(WITH, "USD");
        start("app-and-user");
        var plan = "{\"currency\":\"EUR\",\"budgets\":[{\"customerTenantId\":\"" + NAMED
                + "\",\"amount\":100},{\"customerTenantId\":\"" + WITH + "\",\"amount\":7},{\"customerTenantId\":\""
                + FABRIKAM + "\",\"amount\":9,\"currency\":\"USD\"}]}";
        post("", "application/json", plan)
                .body("currency", equalTo("EUR"))
                .body("customers.outcome", contains("updated", "failed", "failed"))
                .body("customers[1].problem.code", equalTo("currency-mismatch"))
                .body("customers[1].problem.status", equalTo(409));
        assertThat(budgets(NAMED, WITH, FABRIKAM)).containsExactly("100", "7", "-");
    }

    private void start(String grant) throws Exception {
        host = HostProcess.started(
                SimulatedHost.settings(simulator, Map.of("PARTNER_CENTER_GRANT", grant, "BUDGET_PLAN_FAN_OUT", "2")),
                storage);
    }

    private ValidatableResponse post(String query, String type, String plan) throws Exception {
        return host.request()
                .contentType(type)
                .body(plan)
                .post("/api/budget-plan" + query)
                .then()
                .statusCode(200);
    }

    private List<JsonPath> reports() throws IOException {
        return new StoredFiles(storage)
                .blobs("budgets/reports").stream()
                        .map(file -> JsonPath.from(file.toFile()))
                        .toList();
    }

    private List<String> budgets(String... customers) {
        return Stream.of(customers)
                .map(customer -> simulator.partnerCenter().budget(customer).orElse("-"))
                .toList();
    }
}
