package io.github.usagebudget.local;

import static io.github.usagebudget.local.TestPlans.budgets;
import static io.github.usagebudget.local.TestPlans.budgetsInForce;
import static io.github.usagebudget.local.TestPlans.customers;
import static io.github.usagebudget.local.TestPlans.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Plans that are fanned out by the packaged deployable, with blobs and queues in Azurite. A test that ends a host
 * has a separate queue and container. Skipped if Azurite cannot be installed. */
class AzuriteIT {
    private static final Duration HELD = Duration.ofSeconds(2);
    private static Azurite azurite;
    private static AzureAccount account;
    private static Simulator simulator;
    private static HostProcess shared;

    @BeforeAll
    static void start() throws Exception {
        try {
            azurite = Azurite.started();
        } catch (NpmPackage.Unavailable e) {
            var why = "SKIPPED: fanned-out plans on Azure queues and blobs, because Azurite needs node and npm, and "
                    + e.getMessage();
            System.out.println(why);
            abort(why);
        }
        account = new AzureAccount(azurite.connection());
        simulator = Simulator.started();
        shared = host("plans", Map.of());
    }

    @AfterAll
    static void stop() {
        if (shared != null) shared.close();
        if (azurite != null) azurite.close();
        if (simulator != null) simulator.close();
    }

    @BeforeEach
    void no_customers_and_no_recorded_requests() {
        simulator.partnerCenter().forgetCustomers();
        simulator.forgetRequests();
    }

    @Test
    void a_plan_in_a_blob_is_applied_to_every_customer_through_the_queue() throws Exception {
        var customers = customers(simulator, 250);
        simulator.partnerCenter().script(customers.get(0), SimulatedFault.status(403, 20002, "no relationship"));
        simulator.partnerCenter().customer(customers.get(1), "91.10");
        var last = customers.get(249);
        var plan = budgets(customers, "91.10")
                .replace(last + "\",\"amount\":91.10", last + "\",\"amount\":null,\"removeBudget\":true");
        account.store("plans", "plan.json", "{\"budgets\":" + plan + "}");
        fire(shared);
        assertThat(simulator.partnerCenter().budget(customers.get(0))).contains("80");
        assertThat(budgetsInForce(simulator, customers.subList(1, 249))).containsOnly("91.10");
        assertThat(simulator.partnerCenter().budget(last)).isEmpty();
        assertThat(account.messageCount("plans")).isZero();
        var reports = reports("plans");
        var run =
                reports.keySet().stream().filter(name -> name.startsWith("20")).toList();
        assertThat(run).singleElement().asString().matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ\\.json");
        assertThat(summary(reports.get(run.get(0))))
                .isEqualTo(
                        "{\"planned\":250,\"updated\":0,\"removed\":0,\"unchanged\":0,\"failed\":0,\"notAttempted\":0,\"queued\":250}");
        var batches = reports.get(run.get(0)).get("runId") + "/";
        assertThat(reports.keySet())
                .filteredOn(name -> !name.matches("(twice|poison)/.*"))
                .as("without the reports of the other tests")
                .containsExactlyInAnyOrder(run.get(0), batches + "1.json", batches + "2.json", batches + "3.json");
        assertThat(summary(reports.get(batches + "1.json")))
                .isEqualTo(
                        "{\"planned\":100,\"updated\":98,\"removed\":0,\"unchanged\":1,\"failed\":1,\"notAttempted\":0}");
        assertThat(summary(reports.get(batches + "2.json")))
                .isEqualTo(
                        "{\"planned\":100,\"updated\":100,\"removed\":0,\"unchanged\":0,\"failed\":0,\"notAttempted\":0}");
        assertThat(summary(reports.get(batches + "3.json")))
                .isEqualTo(
                        "{\"planned\":50,\"updated\":49,\"removed\":1,\"unchanged\":0,\"failed\":0,\"notAttempted\":0}");
    }

    @Test
    void a_batch_that_is_delivered_again_does_no_harm() throws Exception {
        var customers = customers(simulator, 100);
        var runId = UUID.randomUUID().toString();
        account.send("plans", message("plans/reports/twice", runId, customers));
        account.send("plans", message("plans/reports/twice", runId, customers));
        account.awaitEmpty("plans");
        assertThat(budgetsInForce(simulator, customers)).containsOnly("92.10");
        simulator.forgetRequests();
        account.send("plans", message("plans/reports/twice", runId, customers));
        account.awaitEmpty("plans");
        assertThat(writes()).isZero();
        var report = reports("plans").get("twice/" + runId + "/1.json");
        assertThat(summary(report))
                .isEqualTo(
                        "{\"planned\":100,\"updated\":0,\"removed\":0,\"unchanged\":100,\"failed\":0,\"notAttempted\":0}");
    }

    @Test
    void batches_of_a_host_that_dies_are_applied_by_the_next_host() throws Exception {
        var customers = customers(simulator, 600);
        account.store("death", "plan.json", plan(customers, "93.10"));
        simulator.partnerCenter().latency(20);
        try (var doomed = host("death", Map.of())) {
            doomed.killDuringRun(simulator, 60);
        }
        simulator.partnerCenter().latency(0);
        // the dead host had taken one to six of them, depending on when it polled while they were being sent
        assertThat(account.messageCount("death")).isEqualTo(6);
        var waiting = account.waiting("death");
        assertThat(waiting)
                .hasSizeLessThan(6)
                .allSatisfy(text -> assertThat(text).contains("\"amount\":93.10}", "\"batches\":6"));
        try (var next = host("death", Map.of())) {
            account.awaitEmpty("death");
            assertThat(next.output()).noneMatch(line -> line.startsWith("SEVERE"));
        }
        assertThat(budgetsInForce(simulator, customers)).containsOnly("93.10");
        assertThat(reports("death")).hasSize(7);
        assertThat(account.messageCount("death-poison")).isZero();
    }

    @Test
    void a_failed_batch_is_applied_after_the_setting_is_fixed() throws Exception {
        var customers = customers(simulator, 100);
        var runId = UUID.randomUUID().toString();
        try (var host = host(
                "repaired",
                Map.of(
                        "BUDGET_PLAN_CONCURRENCY",
                        "many",
                        "AzureFunctionsJobHost__extensions__queues__visibilityTimeout",
                        "00:00:02"))) {
            account.send("repaired", message("repaired/reports", runId, customers));
            assertThat(host.prints("SEVERE message \\S+ failed, attempt 1: .*BUDGET_PLAN_CONCURRENCY"))
                    .isTrue();
        }
        assertThat(account.messageCount("repaired")).isOne();
        assertThat(simulator.seen("partner-center")).isEmpty();
        try (var repaired = host("repaired", Map.of())) {
            account.awaitEmpty("repaired");
            assertThat(repaired.output()).noneMatch(line -> line.startsWith("SEVERE"));
        }
        assertThat(budgetsInForce(simulator, customers)).containsOnly("92.10");
        assertThat(account.messageCount("repaired-poison")).isZero();
    }

    @Test
    void an_invalid_message_ends_in_the_poison_queue_and_blocks_no_other() throws Exception {
        var customers = customers(simulator, 100);
        account.send("plans", "{\"runId\":\"../x\"}");
        account.send("plans", message("plans/reports/poison", UUID.randomUUID().toString(), customers));
        account.awaitEmpty("plans");
        for (var time = 1; time <= 5; time++)
            assertThat(shared.prints("SEVERE message \\S+ failed, attempt " + time))
                    .isTrue();
        assertThat(shared.output()).noneMatch(line -> line.contains("failed, attempt 6"));
        assertThat(budgetsInForce(simulator, customers)).containsOnly("92.10");
        assertThat(account.waiting("plans-poison")).containsExactly("{\"runId\":\"../x\"}");
    }

    private static HostProcess host(String name, Map<String, String> more) throws Exception {
        var settings = SimulatedHost.settings(simulator, Map.of());
        settings.put("AzureWebJobsStorage", azurite.connection());
        settings.put("BUDGET_PLAN_BLOB", name + "/plan.json");
        settings.put("BUDGET_REPORT_BLOB", name + "/reports/{DateTime}.json");
        settings.put("BUDGET_BATCH_QUEUE", name);
        settings.put("BUDGET_PLAN_FAN_OUT", "200");
        settings.put("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:00");
        settings.putAll(more);
        return HostProcess.onAzure(settings, HELD);
    }

    private static void fire(HostProcess host) throws Exception {
        host.fire("scheduled-budget-plan").then().statusCode(202);
    }

    /** A message as documented in docs/plans.md. */
    private static String message(String folder, String runId, List<String> customers) {
        return "{\"runId\":\"" + runId + "\",\"planVersion\":\"sha256:0\",\"correlationId\":\"" + UUID.randomUUID()
                + "\",\"dryRun\":false,\"reports\":\"" + folder + "\",\"batch\":1,\"batches\":1,\"budgets\":"
                + budgets(customers, "92.10") + "}";
    }

    private static long writes() {
        return simulator.seen("partner-center").stream()
                .filter(call -> call.method().equals("PATCH"))
                .count();
    }

    private static Map<String, Map<String, Object>> reports(String name) {
        return account.reports(name, "reports/");
    }

    private static String summary(Map<String, Object> report) {
        return Json.write(report.get("summary"));
    }
}
