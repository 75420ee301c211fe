package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan with a default over HTTP: only customers without a budget get the default. */
@QuarkusTest
class DefaultPlanTest extends ApplicationFixture {
    private static final String NAMED = "00000000-0000-4000-8000-00000000000a";
    private static final String WITH = "00000000-0000-4000-8000-00000000000b";
    private static final String FABRIKAM = "00000000-0000-4000-8000-00000000000c";
    private static final String CONTOSO = "00000000-0000-4000-8000-00000000000d";
    private static final String ADVISED = "00000000-0000-4000-8000-00000000000e";
    private static final String REFUSED = "00000000-0000-0000-0000-000000000403";
    private static final String PLAN =
            "{\"defaultAmount\":50.10,\"budgets\":[" + TestCaller.change(NAMED, "\"amount\":100") + "]}";

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @BeforeEach
    void six_customers_on_pages_of_two() {
        var partnerCenter = simulator.partnerCenter();
        partnerCenter.pageSize(2);
        partnerCenter.customer(NAMED, "80");
        partnerCenter.customer(WITH, "0");
        partnerCenter.customerWithoutBudget(FABRIKAM);
        partnerCenter.name(FABRIKAM, "Fabrikam", "fabrikam.example");
        partnerCenter.customerWithoutBudget(CONTOSO);
        partnerCenter.name(CONTOSO, "contoso", "contoso.example");
        partnerCenter.customerWithoutBudget(ADVISED);
        partnerCenter.relate(ADVISED, "advisor");
        partnerCenter.customerWithoutBudget(REFUSED);
    }

    @Test
    void customers_without_a_budget_get_the_default_and_no_other_budget_changes() {
        run("", PLAN)
                .body(
                        "summary",
                        equalTo(Map.of(
                                "planned",
                                3,
                                "updated",
                                3,
                                "removed",
                                0,
                                "unchanged",
                                0,
                                "failed",
                                0,
                                "notAttempted",
                                0,
                                "defaultSkipped",
                                1)))
                .body("customers.customerTenantId", contains(NAMED, CONTOSO, FABRIKAM))
                .body("customers[0]", not(hasKey("default")))
                .body("customers[1].default", equalTo(true))
                .body("customers[1].companyName", equalTo("contoso"))
                .body("customers[1]", hasKey("previousAmount"))
                .body("customers[2].default", equalTo(true));
        assertThat(budgets(NAMED, WITH, FABRIKAM, CONTOSO, ADVISED)).containsExactly("100", "0", "50.10", "50.10", "-");
        assertThat(log.lines())
                .anyMatch(line -> line.contains("budget-plan-run {") && line.contains("\"defaultSkipped\":1"))
                .noneMatch(line -> line.contains("abrikam") || line.contains("ontoso"));
    }

    @Test
    void a_run_with_a_default_is_undone_like_any_other() {
        var report = run("", PLAN).extract().asString();
        run("?undo=true", report).body("summary.updated", equalTo(1)).body("summary.removed", equalTo(2));
        assertThat(budgets(NAMED, WITH, FABRIKAM, CONTOSO)).containsExactly("80", "0", "-", "-");
    }

    @Test
    void the_same_plan_again_writes_nothing() {
        run("", PLAN);
        simulator.forgetRequests();
        run("", PLAN).body("summary.planned", equalTo(1)).body("summary.unchanged", equalTo(1));
        assertThat(methods()).containsOnly("GET");
    }

    @Test
    void a_dry_run_reports_who_would_get_the_default_and_writes_nothing() {
        run("?dryRun=true", PLAN)
                .body("summary.wouldUpdate", equalTo(3))
                .body("summary.defaultSkipped", equalTo(1))
                .body("customers[1].outcome", equalTo("would-update"))
                .body("customers[1].default", equalTo(true))
                .body("customers[1].amount", equalTo(50.10f));
        assertThat(methods()).containsOnly("GET");
    }

    @ParameterizedTest
    @CsvSource({"application/x-ndjson", "text/csv", "application/json"})
    void a_plan_in_any_format_can_have_a_default_and_nothing_else(String type) {
        var plan = switch (type) {
            case "text/csv" -> "customerTenantId,amount\n*,50.10\n";
            case "application/json" -> "{\"budgets\":[],\"defaultAmount\":50.10}";
            default -> "{\"customerTenantId\":\"*\",\"amount\":50.10}\n";
        };
        TestCaller.post(given(), "/budget-plan", type, plan)
                .then()
                .statusCode(200)
                .body("summary.updated", equalTo(2))
                .body("summary.planned", equalTo(2));
        assertThat(budgets(NAMED, WITH, FABRIKAM)).containsExactly("80", "0", "50.10");
    }

    @Test
    void a_customer_that_got_a_budget_meanwhile_keeps_it() {
        simulator.partnerCenter().script(FABRIKAM, (request, truth) -> {
            var none = truth.apply(request);
            simulator.partnerCenter().customer(FABRIKAM, "7");
            return none;
        });
        run("", PLAN)
                .body("summary.failed", equalTo(1))
                .body("summary.updated", equalTo(2))
                .body("customers[2].outcome", equalTo("failed"))
                .body("customers[2].default", equalTo(true))
                .body("customers[2].problem.code", equalTo("budget-changed"));
        assertThat(budgets(FABRIKAM, CONTOSO)).containsExactly("7", "50.10");
    }

    @Test
    void a_guard_rail_for_one_budget_applies_to_the_default_before_any_request() {
        settings.set("BUDGET_MAX_AMOUNT", "50");
        TestCaller.post(given(), "/budget-plan", "application/json", "{\"defaultAmount\":50.10,\"budgets\":[]}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/defaultAmount"));
        assertThat(simulator.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"200.19,422,''", "200.20,200,''", "200.19,422,?dryRun=true"})
    void the_total_counts_the_customers_of_the_default_before_the_first_write(String most, int status, String query) {
        settings.set("BUDGET_PLAN_MAX_TOTAL", most);
        var answer = TestCaller.post(given(), "/budget-plan" + query, "application/json", PLAN);
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 200) return;
        answer.then()
                .body("code", equalTo("amount-refused"))
                .body("errors.pointer", contains("/budgets"))
                .body(
                        "errors[0].detail",
                        equalTo("add up to 200.20, which is above the highest total allowed, 200.19"
                                + " (BUDGET_PLAN_MAX_TOTAL)"));
        assertThat(methods()).containsOnly("GET");
    }

    @ParameterizedTest
    @CsvSource({"500", "503", "204", "drop"})
    void a_page_of_the_list_that_fails_is_requested_again(String how) {
        var fault = switch (how) {
            case "204" -> SimulatedFault.answering(Reply.empty(204).with("Retry-After", "1"));
            case "drop" -> SimulatedFault.droppedBefore();
            default -> SimulatedFault.status(Integer.parseInt(how));
        };
        simulator.partnerCenter().next(SimulatedFault.none(), fault);
        run("", PLAN).body("summary.updated", equalTo(3));
    }

    @ParameterizedTest
    @CsvSource({
        "500,502,partner-center-unavailable",
        "403,403,partner-center-forbidden",
        "429,429,throttled",
        "circle,502,partner-center-unavailable"
    })
    void a_run_is_refused_if_the_list_of_customers_cannot_be_read(String how, int status, String code) {
        var fault = switch (how) {
            case "429" -> SimulatedFault.throttled(9999);
            case "circle" ->
                SimulatedFault.answering(Reply.json(
                        200,
                        Json.map(
                                "items",
                                List.of(),
                                "links",
                                Json.map("next", Json.map("uri", "/v1/customers?seekOperation=Next")))));
            default -> SimulatedFault.status(Integer.parseInt(how), 900308, "No.");
        };
        simulator.partnerCenter().next(fault, fault, fault);
        TestCaller.post(given(), "/budget-plan", "application/json", PLAN)
                .then()
                .statusCode(status)
                .body("code", equalTo(code));
        assertThat(budgets(NAMED, FABRIKAM)).containsExactly("80", "-");
    }

    @Test
    void a_customer_on_two_pages_counts_once_for_any_total_count() {
        var fabrikam = Json.map("id", FABRIKAM);
        var page = Json.map("items", List.of(fabrikam, fabrikam), "totalCount", new Json.Digits("7"));
        simulator.partnerCenter().next(SimulatedFault.answering(Reply.json(200, page)));
        run("", PLAN).body("summary.planned", equalTo(2)).body("summary.updated", equalTo(2));
    }

    @Test
    void customers_that_were_not_read_in_time_are_not_attempted() {
        settings.set("BUDGET_PLAN_TIME_LIMIT", "8s");
        settings.set("BUDGET_PLAN_CONCURRENCY", "1");
        for (var customer : List.of(WITH, FABRIKAM, CONTOSO))
            simulator.partnerCenter().script(customer, SimulatedFault.throttled(3), SimulatedFault.throttled(3));
        var report = run("", PLAN).extract().jsonPath();
        assertThat(report.getInt("summary.notAttempted")).isPositive();
        assertThat(report.<String>getList("customers.findAll { it.default }.outcome"))
                .isNotEmpty()
                .contains("not-attempted");
        assertThat(budgets(WITH, FABRIKAM, CONTOSO)).containsExactly("0", "-", "-");
    }

    @Test
    void a_customer_is_not_read_if_its_usage_record_has_a_budget() {
        settings.set("PARTNER_CENTER_GRANT", "app-and-user");
        // the record is older than the budget
        simulator.partnerCenter().next(SimulatedFault.none(), SimulatedFault.none(), (request, truth) -> {
            var records = truth.apply(request);
            simulator.partnerCenter().customer(CONTOSO, "7");
            return records;
        });
        run("", PLAN).body("summary.planned", equalTo(2)).body("customers[1].customerTenantId", equalTo(FABRIKAM));
        assertThat(budgets(CONTOSO, FABRIKAM)).containsExactly("7", "50.10");
        assertThat(simulator.seen("partner-center"))
                .noneMatch(call -> call.path().contains(WITH));
    }

    private ValidatableResponse run(String query, String plan) {
        return TestCaller.post(given(), "/budget-plan" + query, "application/json", plan)
                .then()
                .statusCode(200);
    }

    private List<String> methods() {
        return simulator.seen("partner-center").stream()
                .map(call -> call.method())
                .toList();
    }

    private List<String> budgets(String... customers) {
        return List.of(customers).stream()
                .map(customer -> simulator.partnerCenter().budget(customer).orElse("-"))
                .toList();
    }
}
