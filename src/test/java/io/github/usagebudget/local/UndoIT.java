package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Simulator;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Undoes runs in the packaged deployable: a run over HTTP, and the batches of a fanned-out run of the timer. */
class UndoIT {
    private static final String ONE = "c0ffee00-0000-4000-8000-0000000000e1";
    private static final String TWO = "c0ffee00-0000-4000-8000-0000000000e2";
    private static final String THREE = "c0ffee00-0000-4000-8000-0000000000e3";
    private static final String PLAN = "customerTenantId,companyName,amount,removeBudget\r\n" + ONE
            + ",\"Fabrikam, Inc.\",250.00,\r\n" + TWO + ",Contoso,,true\r\n" + THREE + ",株式会社,1,\r\n";

    @RegisterExtension
    static final SimulatedHost host = SimulatedHost.with(Map.of("BUDGET_PLAN_FAN_OUT", "3"));

    private static final Simulator simulator = host.simulator();

    @BeforeEach
    void three_customers() {
        simulator.partnerCenter().customer(ONE, "300.000000");
        simulator.partnerCenter().customer(TWO, "80.5");
        simulator.partnerCenter().customerWithoutBudget(THREE);
    }

    @Test
    void undo_restores_every_budget_and_undo_of_undo_restores_the_run() throws Exception {
        var run = post("", "text/csv", PLAN).statusCode(200).extract().asString();
        assertThat(budgets()).containsExactly("250.00", "none", "1");

        undo("&dryRun=true", run)
                .statusCode(200)
                .body("customers.outcome", equalTo(List.of("would-update", "would-update", "would-remove")));
        assertThat(budgets()).containsExactly("250.00", "none", "1");

        var undo = undo("", run)
                .statusCode(200)
                .body("customers.companyName", equalTo(List.of("Fabrikam, Inc.", "Contoso", "株式会社")))
                .body(containsString("\"amount\":300.000000,\"previousAmount\":250.00}"))
                .extract()
                .asString();
        assertThat(budgets()).containsExactly("300.000000", "80.5", "none");

        undo("", undo).statusCode(200).body("summary.failed", equalTo(0));
        assertThat(budgets()).containsExactly("250.00", "none", "1");
    }

    @Test
    void only_a_budget_that_changed_since_the_run_fails() throws Exception {
        var run = post("", "text/csv", PLAN).extract().asString();
        simulator.partnerCenter().customer(TWO, "7");
        undo("", run)
                .statusCode(200)
                .body("customers.outcome", equalTo(List.of("updated", "failed", "removed")))
                .body("customers[1].problem.code", equalTo("budget-changed"));
        assertThat(budgets()).containsExactly("300.000000", "7", "none");
    }

    @Test
    void an_invalid_undo_is_rejected() throws Exception {
        var dryRun = post("?dryRun=true", "text/csv", PLAN).extract().asString();
        simulator.forgetRequests();
        undo("", dryRun).statusCode(400).body("errors.pointer", equalTo(List.of("/dryRun")));
        undo("", "{\"budgets\":[]}").statusCode(400).body("code", equalTo("malformed-request"));
        post("?undo=true", "text/csv", PLAN).statusCode(415);
        post("?undo=yes", "application/json", dryRun).statusCode(400).body("errors.pointer", equalTo(List.of("?undo")));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void each_batch_of_a_fanned_out_run_is_undone_separately() throws Exception {
        simulator.partnerCenter().forgetCustomers();
        var customers =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(120).toList();
        for (var customer : customers) simulator.partnerCenter().customer(customer, "300.000000");
        host.storage().write("budgets/plan.json", TestPlans.plan(customers, "90"));
        host.fire("scheduled-budget-plan").then().statusCode(202);

        for (var report : reports(false))
            undo("", Files.readString(report)).statusCode(400).body("errors[0].detail", containsString("batch"));
        var batches = reports(true);
        assertThat(batches).hasSize(2);
        assertThat(simulator.partnerCenter().budget(customers.get(119))).contains("90");
        for (var batch : batches)
            undo("", Files.readString(batch)).statusCode(200).body("summary.failed", equalTo(0));
        for (var customer : customers)
            assertThat(simulator.partnerCenter().budget(customer)).contains("300.000000");
    }

    private static ValidatableResponse undo(String query, String report) throws Exception {
        return post("?undo=true" + query, "application/json", report);
    }

    private static ValidatableResponse post(String query, String type, String body) throws Exception {
        return host.request()
                .header("Content-Type", type + "; charset=utf-8")
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/budget-plan" + query)
                .then();
    }

    private static List<String> budgets() {
        return TestPlans.budgetsInForce(simulator, List.of(ONE, TWO, THREE));
    }

    /** @param ofBatches true for the reports of the batches, false for the report of the run */
    private static List<Path> reports(boolean ofBatches) throws IOException {
        var folder = host.storage().blob("budgets/reports");
        return host.storage().blobs("budgets/reports").stream()
                .filter(file -> file.getParent().equals(folder) != ofBatches)
                .toList();
    }
}
