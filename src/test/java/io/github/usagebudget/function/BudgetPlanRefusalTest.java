package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans that are refused before any request. */
@QuarkusTest
class BudgetPlanRefusalTest extends BudgetPlanFixture {
    BudgetPlanRefusalTest() {
        super("80", "100", "50", null);
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
}
