package io.github.usagebudget.local;

import static io.github.usagebudget.local.TestPlans.budgetsInForce;
import static io.github.usagebudget.local.TestPlans.customers;
import static io.github.usagebudget.local.TestPlans.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans in the packaged deployable: over HTTP, from a blob on a timer, and in batches through the queue. */
class BudgetPlanIT {
    @RegisterExtension
    static final SimulatedHost host = SimulatedHost.with(Map.of(
            "BUDGET_PLAN_FAN_OUT", "200", "AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:00"));

    private static final Simulator simulator = host.simulator();

    @Test
    void a_plan_in_the_body_is_applied_and_a_dry_run_is_not() throws Exception {
        var customers = customers(simulator, 3);
        post("?dryRun=true", plan(customers, "90")).then().statusCode(200).body("summary.wouldUpdate", equalTo(3));
        post("", plan(customers, "90")).then().statusCode(200).body("summary.updated", equalTo(3));
        post("", plan(customers, "90")).then().body("summary.unchanged", equalTo(3));
        post("?dryRun=perhaps", plan(customers, "90")).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?dryRun",
                "?dryRun=",
                "?dry_run=true",
                "?dryrun=true",
                "?dryRun=true&dryRun=false",
                "?dryRun=true&x=../../usage-budget%3Fa"
            })
    void a_misspelled_dry_run_writes_nothing(String query) throws Exception {
        var customers = customers(simulator, 1);
        for (var path : List.of("/api/budget-plan", "/api/usage-budget")) {
            var body = path.endsWith("plan")
                    ? plan(customers, "90")
                    : "{\"customerTenantId\":\"" + customers.get(0) + "\",\"amount\":90}";
            var key = "x-functions-key: " + LocalHost.KEY + "\r\n";
            assertThat(Spellings.status(host.url(), "POST", path + query, key, body))
                    .isEqualTo(400);
        }
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void a_browser_gets_a_page() throws Exception {
        host.request()
                .header("Accept", "text/html,application/xhtml+xml")
                .contentType("application/json")
                .body(plan(customers(simulator, 2), "90.10"))
                .post("/api/budget-plan")
                .then()
                .statusCode(200)
                .contentType("text/html; charset=utf-8")
                .header("Content-Disposition", "inline; filename=\"budget-plan-report.html\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .header("x-ms-correlation-id", org.hamcrest.Matchers.notNullValue())
                .body(org.hamcrest.Matchers.containsString("\"amount\":90.10"));
        host.request()
                .header("Accept", "text/html;q=0.5, application/json")
                .contentType("application/json")
                .body(plan(customers(simulator, 2), "90.10"))
                .post("/api/budget-plan")
                .then()
                .statusCode(200)
                .contentType("application/json");
        host.request()
                .header("Accept", "text/html")
                .contentType("application/json")
                .body("{}")
                .post("/api/budget-plan")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void the_timer_applies_the_plan_in_the_blob_and_writes_a_report() throws Exception {
        var customers = customers(simulator, 3);
        host.storage().write("budgets/plan.json", plan(customers, "100.10"));
        host.fire("scheduled-budget-plan");
        assertThat(budgetsInForce(simulator, customers)).containsOnly("100.10");
        var report = Json.object(Files.readString(onlyReport()));
        assertThat(report.get("summary"))
                .isEqualTo(Json.object(
                        "{\"planned\":3,\"updated\":3,\"removed\":0,\"unchanged\":0,\"failed\":0,\"notAttempted\":0}"));
        assertThat(onlyReport().getFileName().toString())
                .matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ\\.json");
        simulator.forgetRequests();
        host.fire("scheduled-budget-plan");
        assertThat(simulator.seen("partner-center"))
                .extracting(RecordedRequest::method)
                .containsOnly("GET");
    }

    @Test
    void a_missing_plan_is_logged_and_nothing_else_happens() throws Exception {
        host.fire("scheduled-budget-plan");
        assertThat(host.prints("WARNING .*budget-plan-missing blob=budgets/plan.json"))
                .isTrue();
        assertThat(host.storage().blobs("budgets/reports")).isEmpty();
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void a_plan_with_an_invalid_entry_writes_nothing_and_the_report_names_the_entry() throws Exception {
        host.storage().write("budgets/plan.json", plan(customers(simulator, 2), "\"90\""));
        host.fire("scheduled-budget-plan");
        assertThat(simulator.seen()).isEmpty();
        assertThat(host.prints(
                        "budget-plan-refused code=malformed-request .* first=/budgets/0/amount must be a number"))
                .isTrue();
        assertThat(Files.readString(onlyReport())).contains("\"code\":\"malformed-request\"", "/budgets/1/amount");
    }

    @Test
    void a_large_plan_is_applied_in_batches_with_a_report_each() throws Exception {
        var customers = customers(simulator, 250);
        host.storage().write("budgets/plan.json", plan(customers, "91"));
        host.fire("scheduled-budget-plan");
        assertThat(budgetsInForce(simulator, customers)).containsOnly("91");
        var run = host.storage().blobs("budgets/reports").stream()
                .filter(file -> !isBatch(file))
                .toList();
        var summary = (Map<?, ?>) Json.object(Files.readString(run.get(0))).get("summary");
        assertThat(summary.get("queued")).hasToString("250");
        var batches = host.storage().blobs("budgets/reports").stream()
                .filter(BudgetPlanIT::isBatch)
                .sorted()
                .toList();
        assertThat(batches)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("1.json", "2.json", "3.json");
        var runId = Json.object(Files.readString(run.get(0))).get("runId");
        for (var batch : batches) {
            assertThat(batch.getParent().getFileName()).hasToString((String) runId);
            assertThat(Json.object(Files.readString(batch))).containsEntry("runId", runId);
        }
    }

    @Test
    void an_invalid_batch_ends_in_the_poison_queue() throws Exception {
        var queue = host.storage().queue("budget-batches");
        Files.createDirectories(queue);
        Files.writeString(queue.resolve("0.json"), "{\"runId\":\"../x\"}");
        var customers = customers(simulator, 201);
        host.storage().write("budgets/plan.json", plan(customers, "92"));
        host.fire("scheduled-budget-plan");
        assertThat(budgetsInForce(simulator, customers)).containsOnly("92");
        assertThat(host.storage().messages("budget-batches-poison")).hasSize(1);
    }

    @Test
    void the_failure_of_one_customer_is_in_the_report() throws Exception {
        var customers = customers(simulator, 3);
        simulator.partnerCenter().script(customers.get(1), SimulatedFault.status(403, 20002, "no relationship"));
        host.storage().write("budgets/plan.json", plan(customers, "93"));
        host.fire("scheduled-budget-plan");
        assertThat(Files.readString(onlyReport())).contains("\"failed\":1", "partner-center-forbidden");
        assertThat(host.prints("WARNING .*budget-plan-run \\{.*\"failed\":1")).isTrue();
    }

    @Test
    void a_killed_run_is_completed_by_the_next_run() throws Exception {
        var customers = customers(simulator, 180);
        host.storage().write("budgets/plan.json", plan(customers, "94"));
        var settings = SimulatedHost.settings(simulator, Map.of());
        simulator.partnerCenter().latency(20);
        try (var doomed = HostProcess.started(settings, host.storage().folder())) {
            doomed.killDuringRun(simulator, 60);
        }
        simulator.partnerCenter().latency(0);
        var right = budgetsInForce(simulator, customers).stream()
                .filter("94"::equals)
                .count();
        assertThat(right).isBetween(59L, 179L);
        simulator.forgetRequests();
        host.fire("scheduled-budget-plan");
        assertThat(budgetsInForce(simulator, customers)).containsOnly("94");
        var writes = simulator.seen("partner-center").stream()
                .filter(call -> call.method().equals("PATCH"))
                .count();
        // updates that were in flight when the run was killed can be applied after the count
        assertThat(writes).isBetween(180 - right - 8, 180 - right);
    }

    private static boolean isBatch(Path report) {
        return !report.getParent().getFileName().toString().equals("reports");
    }

    private static Path onlyReport() throws IOException {
        assertThat(host.storage().blobs("budgets/reports")).isNotEmpty();
        return host.storage().blobs("budgets/reports").get(0);
    }

    private static Response post(String query, String body) throws Exception {
        return host.request().contentType("application/json").body(body).post("/api/budget-plan" + query);
    }
}
