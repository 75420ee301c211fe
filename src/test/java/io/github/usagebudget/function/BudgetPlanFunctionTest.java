package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.TestCaller;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan that is sent over HTTP and applied. */
@QuarkusTest
class BudgetPlanFunctionTest extends ApplicationFixture {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final List<String> customers = new ArrayList<>();

    @BeforeEach
    void four_customers() {
        for (var budget : new String[] {"80", "100", "50", null}) {
            var customer = TestCaller.newCustomer();
            customers.add(customer);
            if (budget == null) simulator.partnerCenter().customerWithoutBudget(customer);
            else simulator.partnerCenter().customer(customer, budget);
        }
    }

    @Test
    void a_report_names_the_correlation_id_and_the_currency_if_the_plan_has_one() {
        var answer = run(plan("90").replace("\"currency\":\"EUR\",", ""), "").extract();
        assertThat(answer.<String>path("correlationId")).isEqualTo(answer.header("x-ms-correlation-id"));
        assertThat(answer.<Map<String, Object>>path("$")).doesNotContainKey("currency");
    }

    @Test
    void writes_what_differs_and_reports_the_outcome_for_each_customer() {
        run(plan("90.50", "100.00", null, "12345678901234.56"), "")
                .header("x-ms-correlation-id", notNullValue())
                .body("runId", notNullValue())
                .body("planVersion", startsWith("sha256:"))
                .body("dryRun", equalTo(false))
                .body("currency", equalTo("EUR"))
                .body("startedAt", containsString("T"))
                .body(
                        "summary",
                        equalTo(Map.of(
                                "planned",
                                4,
                                "updated",
                                2,
                                "removed",
                                1,
                                "unchanged",
                                1,
                                "failed",
                                0,
                                "notAttempted",
                                0)))
                .body("customers.customerTenantId", equalTo(customers))
                .body("customers.outcome", equalTo(List.of("updated", "unchanged", "removed", "updated")))
                .body(containsString("\"outcome\":\"updated\",\"amount\":90.50,\"previousAmount\":80}"))
                .body(containsString("\"outcome\":\"removed\",\"amount\":null,\"previousAmount\":50}"))
                .body(containsString("\"amount\":12345678901234.56,\"previousAmount\":null}"));
        assertThat(budgets()).containsExactly("90.50", "100", "none", "12345678901234.56");
    }

    @Test
    void a_second_run_writes_nothing() {
        var plan = plan("90", "100", null, "1");
        run(plan, "");
        simulator.forgetRequests();
        run(plan, "").body("summary.unchanged", equalTo(4));
        assertThat(simulator.seen("partner-center"))
                .extracting(RecordedRequest::method)
                .containsOnly("GET");
    }

    @Test
    void a_dry_run_reports_what_would_change() {
        run(plan("90", "100", null, null), "?dryRun=true")
                .body("dryRun", equalTo(true))
                .body(
                        "summary",
                        equalTo(Map.of(
                                "planned", 4,
                                "wouldUpdate", 1,
                                "wouldRemove", 1,
                                "unchanged", 2,
                                "failed", 0,
                                "notAttempted", 0)))
                .body("customers.outcome", equalTo(List.of("would-update", "unchanged", "would-remove", "unchanged")));
        assertThat(budgets()).containsExactly("80", "100", "50", "none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/x-ndjson | {"customerTenantId":"%s","amount":90}@{"customerTenantId":"%s","amount":null,"removeBudget":true}
            application/ndjson   | {"customerTenantId":"%s","amount":90}@{"customerTenantId":"%s","amount":null,"removeBudget":true}
            text/csv             | customerTenantId,amount,removeBudget@%s,90,@%s,,true
            text/csv             | RemoveBudget;Amount;CustomerTenantId;#note@;90,00;{%s};a@TRUE;;%s;b@;;;@
            """)
    void a_plan_can_be_lines_or_a_table(String type, String lines) {
        var body = String.format(lines.replace("@", "\n"), customers.get(0), customers.get(1));
        ask(type, body, "").statusCode(200).body("summary.updated", equalTo(1)).body("summary.removed", equalTo(1));
        assertThat(budgets().subList(0, 2))
                .satisfiesExactly(
                        first -> assertThat(first).matches("90(\\.00)?"),
                        second -> assertThat(second).isEqualTo("none"));
    }

    @Test
    void a_failure_for_one_customer_does_not_stop_the_others() {
        simulator.partnerCenter().script(customers.get(1), SimulatedFault.status(403, 20002, "no relationship"));
        run(plan("90", "101", "51", "1"), "")
                .body("summary.updated", equalTo(3))
                .body("summary.failed", equalTo(1))
                .body("customers[1].outcome", equalTo("failed"))
                .body("customers[1].problem.code", equalTo("partner-center-forbidden"))
                .body("customers[1].problem.requestId", notNullValue())
                .body("customers[1].problem.partnerCenter.code", equalTo("20002"));
        assertThat(budgets()).containsExactly("90", "100", "51", "1");
    }

    @Test
    void the_limit_on_increases_and_the_expected_amount_are_checked_for_each_customer() {
        settings.set("BUDGET_MAX_INCREASE_PERCENT", "20");
        var plan = "{\"budgets\":[" + entry(0, "\"amount\":90,\"expectedAmount\":70") + "," + entry(1, "\"amount\":121")
                + "," + entry(2, "\"amount\":60,\"expectedAmount\":50") + "]}";
        run(plan, "")
                .body("customers.outcome", equalTo(List.of("failed", "failed", "updated")))
                .body("customers[0].problem.code", equalTo("budget-changed"))
                .body("customers[0].previousAmount", equalTo(80))
                .body("customers[1].problem.code", equalTo("amount-refused"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            BUDGET_MAX_AMOUNT,        200,  /budgets/1/amount
            BUDGET_PLAN_MAX_TOTAL,    5219, /budgets
            BUDGET_PLAN_MAX_REMOVALS, 0,    /budgets
            """)
    void a_plan_above_a_guard_rail_is_refused_before_any_request(String guardRail, String value, String pointer) {
        settings.set(guardRail, value);
        for (var query : List.of("", "?dryRun=true"))
            ask("application/json", plan("120", "5000", "100", null), query)
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("code", equalTo("amount-refused"))
                    .body("retryable", equalTo(false))
                    .body("errors.pointer", equalTo(List.of(pointer)))
                    .body("errors[0].detail", containsString("(" + guardRail + ")"));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void faults_of_the_format_are_reported_before_guard_rails() {
        settings.set("BUDGET_MAX_AMOUNT", "1");
        var plan = "{\"budgets\":[" + entry(0, "\"amount\":90") + "," + entry(1, "\"amount\":\"100\"") + "]}";
        ask("application/json", plan, "").statusCode(400).body("errors.pointer", equalTo(List.of("/budgets/1/amount")));
    }

    @Test
    void a_run_without_time_left_stops_cleanly_and_the_next_run_continues() {
        settings.set("BUDGET_PLAN_CONCURRENCY", "1");
        settings.set("BUDGET_PLAN_TIME_LIMIT", "8s");
        simulator.partnerCenter().script(customers.get(1), SimulatedFault.throttled(6));
        var plan = plan("90", "101", "51", "1");
        run(plan, "").body("customers.outcome", equalTo(List.of("updated", "updated", "updated", "updated")));
        simulator.partnerCenter().script(customers.get(1), slow(7));
        run(plan("91", "102", "52", "2"), "")
                .body("customers.outcome", equalTo(List.of("updated", "updated", "not-attempted", "not-attempted")))
                .body("summary.notAttempted", equalTo(2));
        run(plan("91", "102", "52", "2"), "")
                .body("customers.outcome", equalTo(List.of("unchanged", "unchanged", "updated", "updated")));
    }

    /** The usual answer after this many seconds. */
    private static SimulatedFault slow(int seconds) {
        return (request, truth) -> {
            VirtualBeans.TIME.advance(Duration.ofSeconds(seconds));
            return truth.apply(request);
        };
    }

    @Test
    void a_customer_can_be_throttled_more_often_than_a_single_update_and_still_succeed() {
        var refusals = new SimulatedFault[19];
        Arrays.fill(refusals, SimulatedFault.throttled(1));
        simulator.partnerCenter().script(customers.get(0), refusals);
        run(plan("90", "100", "50", null), "")
                .body("summary.failed", equalTo(0))
                .body("summary.updated", equalTo(1));
    }

    @Test
    void a_customer_that_is_refused_twenty_times_is_throttled() {
        var refusals = new SimulatedFault[20];
        Arrays.fill(refusals, SimulatedFault.throttled(1));
        simulator.partnerCenter().script(customers.get(0), refusals);
        run(plan("90", "101", "51", null), "")
                .body("summary.updated", equalTo(2))
                .body("customers[0].outcome", equalTo("failed"))
                .body("customers[0].problem.code", equalTo("throttled"));
    }

    @Test
    void a_plan_with_one_fault_is_refused_before_any_request() {
        var plan = "{\"budgets\":[" + entry(0, "\"amount\":90") + "," + entry(1, "\"amount\":\"100\"") + "]}";
        ask("application/json", plan, "")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("malformed-request"))
                .body("errors.pointer", hasItem("/budgets/1/amount"));
        assertThat(simulator.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1"})
    void a_value_of_dry_run_other_than_true_or_false_is_refused(String value) {
        ask("application/json", plan("1", "1", "1", "1"), "?dryRun=" + value)
                .statusCode(400)
                .body("detail", containsString("dryRun must be true or false"));
        assertThat(simulator.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "application/octet-stream", "application/json; charset=utf-16"})
    void another_type_is_refused(String type) {
        ask(type, "{}", "").statusCode(415).body("code", equalTo("unsupported-media-type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson", "text/csv"})
    void a_missing_body_is_not_an_empty_plan(String type) {
        ask(type, "", "").statusCode(400).body("detail", containsString("Content-Length"));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void a_body_may_have_16_mebibytes() {
        var filler = " ".repeat(16 * 1024 * 1024);
        var plan = plan("90");
        ask("application/json", plan + filler.substring(plan.length()), "").statusCode(200);
        ask("application/json", plan + filler, "")
                .statusCode(413)
                .body("code", equalTo("body-too-large"))
                .body("detail", containsString("16 MiB"));
    }

    @ParameterizedTest
    @CsvSource({"BUDGET_PLAN_CONCURRENCY,0", "BUDGET_PLAN_CONCURRENCY,65", "BUDGET_PLAN_TIME_LIMIT,soon"})
    void an_invalid_setting_is_named(String name, String value) {
        settings.set(name, value);
        ask("application/json", plan("1", "1", "1", "1"), "").statusCode(500).body("detail", containsString(name));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void logs_one_line_for_each_change_and_one_for_the_run() {
        run(plan("90", "100", null, null), "");
        assertThat(lines("usage-budget-change"))
                .extracting(line -> line.get("outcome"))
                .containsExactlyInAnyOrder("updated", "removed");
        assertThat(lines("budget-plan-run"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("planned", new Json.Digits("4"))
                        .containsEntry("unchanged", new Json.Digits("2"))
                        .containsKeys("runId", "planVersion", "correlationId", "milliseconds"));
    }

    @Test
    void a_throttle_slows_the_run_but_not_single_updates() {
        settings.set("BUDGET_PLAN_CONCURRENCY", "1");
        for (var customer : customers.subList(0, 2))
            simulator.partnerCenter().script(customer, SimulatedFault.throttled(1));
        run(plan("90", "101", "51", "1"), "").body("summary.updated", equalTo(4));
        var before = VirtualBeans.TIME.instant();
        TestCaller.asks(customers.get(0), "\"amount\":7").statusCode(200);
        assertThat(VirtualBeans.TIME.instant()).isEqualTo(before);
        run(plan("8", "8", "8", "8"), "");
        assertThat(VirtualBeans.TIME.instant()).isAfter(before);
    }

    @Test
    void a_long_run_reports_its_progress() {
        settings.set("BUDGET_PLAN_CONCURRENCY", "1");
        simulator.partnerCenter().script(customers.get(3), SimulatedFault.throttled(1), slow(6));
        run(plan("90", "100", "50", "1"), "");
        assertThat(lines("budget-plan-progress"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("done", new Json.Digits("4"))
                        .containsEntry("planned", new Json.Digits("4"))
                        .containsEntry("customersPerSecond", new Json.Digits("0"))
                        .containsEntry("throttled", new Json.Digits("1")));
    }

    @Test
    void setting_the_clock_during_a_run_does_not_change_its_duration() {
        simulator.partnerCenter().script(customers.get(0), (request, truth) -> {
            VirtualBeans.TIME.advance(Duration.ofSeconds(6));
            VirtualBeans.TIME.set(Duration.ofHours(-1));
            return truth.apply(request);
        });
        run(plan("90", "100", "50", "1"), "");
        assertThat(lines("budget-plan-run"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("milliseconds", new Json.Digits("6000")));
    }

    private List<Map<String, Object>> lines(String kind) {
        return log.lines().stream()
                .filter(line -> line.contains(kind + " {"))
                .map(line -> Json.object(line.substring(line.indexOf('{')).strip()))
                .toList();
    }

    /** A plan with one amount for each of the four customers; null removes the budget. */
    private String plan(String... amounts) {
        var entries = new ArrayList<String>();
        for (var i = 0; i < amounts.length; i++)
            entries.add(entry(
                    i, amounts[i] == null ? "\"amount\":null,\"removeBudget\":true" : "\"amount\":" + amounts[i]));
        return "{\"currency\":\"EUR\",\"budgets\":[" + String.join(",", entries) + "]}";
    }

    private String entry(int customer, String members) {
        return TestCaller.change(customers.get(customer), members);
    }

    private List<String> budgets() {
        return customers.stream()
                .map(customer -> simulator.partnerCenter().budget(customer).orElse("none"))
                .collect(Collectors.toList());
    }

    /** Runs the plan and checks that the counts add up. */
    private ValidatableResponse run(String plan, String query) {
        var report = ask("application/json", plan, query).statusCode(200).contentType("application/json");
        var summary = report.extract().jsonPath().<String, Integer>getMap("summary");
        var sum = summary.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(sum).isEqualTo(2 * summary.get("planned"));
        return report;
    }

    private static ValidatableResponse ask(String type, String body, String query) {
        var asItIs = EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false);
        return given().config(RestAssuredConfig.config().encoderConfig(asItIs))
                .header("Content-Type", type)
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/budget-plan" + query)
                .then();
    }
}
