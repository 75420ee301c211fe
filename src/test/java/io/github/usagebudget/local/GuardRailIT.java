package io.github.usagebudget.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guard rails in the packaged deployable: over HTTP, for the timer and in batches, and a misspelled one. */
class GuardRailIT {
    private static final String MISSPELLED = "BUDGET_MAX_AMMOUNT is not a setting. Did you mean BUDGET_MAX_AMOUNT?";

    @TempDir
    Path storage;

    private static Simulator simulator;

    private final List<String> customers =
            Stream.generate(() -> UUID.randomUUID().toString()).limit(3).toList();

    @BeforeAll
    static void start() {
        simulator = Simulator.started();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void three_customers_with_80() {
        for (var customer : customers) simulator.partnerCenter().customer(customer, "80");
        simulator.forgetRequests();
    }

    @Test
    void a_plan_above_a_guard_rail_is_rejected_before_its_first_write() throws Exception {
        store(plan("120", "5000", "10"));
        try (var host = host(Map.of("BUDGET_MAX_AMOUNT", "200"))) {
            post(host, "/api/budget-plan", plan("120", "5000", "10"))
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("amount-refused"))
                    .body("errors.pointer", equalTo(List.of("/budgets/1/amount")));
            fire(host, "scheduled-budget-plan", "");
            assertThat(host.prints(
                            "SEVERE .*budget-plan-refused code=amount-refused .* first=/budgets/1/amount is above"))
                    .isTrue();
            assertThat(report()).contains("\"code\":\"amount-refused\"", "\"pointer\":\"/budgets/1/amount\"");
            assertThat(simulator.seen()).isEmpty();

            post(host, "/api/budget-plan", plan("120", "200", "10")).then().statusCode(200);
            assertThat(simulator.partnerCenter().budget(customers.get(1))).contains("200");
        }
    }

    @Test
    void the_limits_on_total_and_removals_also_apply_to_a_plan_that_fans_out() throws Exception {
        store(plan("100", "100", "null"));
        try (var host = host(Map.of(
                "BUDGET_PLAN_MAX_TOTAL", "199.99", "BUDGET_PLAN_MAX_REMOVALS", "0", "BUDGET_PLAN_FAN_OUT", "1"))) {
            fire(host, "scheduled-budget-plan", "");
            assertThat(host.prints("budget-plan-refused code=amount-refused .*it has 2 faults"))
                    .isTrue();
            assertThat(report()).contains("BUDGET_PLAN_MAX_TOTAL", "BUDGET_PLAN_MAX_REMOVALS");
            assertThat(storage.resolve("queues"))
                    .satisfiesAnyOf(
                            queues -> assertThat(queues).doesNotExist(),
                            queues -> assertThat(queues).isDirectoryNotContaining("glob:**.json"));
            assertThat(simulator.seen()).isEmpty();
        }
    }

    @Test
    void a_misspelled_guard_rail_blocks_every_write_and_nothing_else() throws Exception {
        store(plan("100", "100", "100"));
        try (var host = host(Map.of("BUDGET_MAX_AMMOUNT", "90", "PARTNER_CENTER_GRANT", "app-and-user"))) {
            for (var query : List.of("", "?dryRun=true")) {
                post(host, "/api/usage-budget" + query, budget(customers.get(0), "100"))
                        .then()
                        .statusCode(500)
                        .body("code", equalTo("misconfigured"))
                        .body("detail", containsString(MISSPELLED));
                post(host, "/api/budget-plan" + query, plan("100", "100", "100"))
                        .then()
                        .statusCode(500)
                        .body("code", equalTo("misconfigured"));
            }
            fire(host, "scheduled-budget-plan", "");
            assertThat(report()).contains("\"code\":\"misconfigured\"", MISSPELLED);
            given().contentType("application/json")
                    .body("{\"input\":\"{}\"}")
                    .post(host.url() + "/admin/functions/apply-budget-batch")
                    .then()
                    .statusCode(500);
            assertThat(host.prints("budget-batch-refused .*\"code\":\"misconfigured\".*BUDGET_MAX_AMMOUNT"))
                    .isTrue();
            assertThat(simulator.seen()).isEmpty();

            host.request()
                    .get("/api/usage-budget/readiness")
                    .then()
                    .statusCode(200)
                    .body("ready", equalTo(false))
                    .body("checks[0].detail", containsString(MISSPELLED));
            fire(host, "renew-refresh-token", "");
            assertThat(host.prints("refresh-token-renewal .*\"outcome\":\"renewed\""))
                    .isTrue();
            assertThat(simulator.seen("partner-center"))
                    .extracting(RecordedRequest::method)
                    .doesNotContain("PATCH");
        }
    }

    private HostProcess host(Map<String, String> more) throws Exception {
        var settings = SimulatedHost.settings(simulator, Map.of());
        settings.put("BUDGET_REPORT_BLOB", "budgets/reports/report.json");
        settings.put("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:00");
        settings.putAll(more);
        return HostProcess.started(settings, storage);
    }

    private static io.restassured.response.Response post(HostProcess host, String path, String body) {
        return host.request().contentType("application/json").body(body).post(path);
    }

    private static void fire(HostProcess host, String function, String input) {
        given().contentType("application/json")
                .body(input)
                .post(host.url() + "/admin/functions/" + function)
                .then()
                .statusCode(202);
    }

    private String plan(String... amounts) {
        return Stream.of(0, 1, 2)
                .map(i -> budget(customers.get(i), amounts[i]))
                .collect(Collectors.joining(",", "{\"budgets\":[", "]}"));
    }

    private static String budget(String customer, String amount) {
        return "{\"customerTenantId\":\"" + customer + "\",\"amount\":" + amount
                + (amount.equals("null") ? ",\"removeBudget\":true}" : "}");
    }

    private void store(String plan) throws IOException {
        Files.writeString(
                Files.createDirectories(storage.resolve("blobs/budgets")).resolve("plan.json"), plan);
    }

    private String report() throws IOException {
        return Files.readString(storage.resolve("blobs/budgets/reports/report.json"));
    }
}
