package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Undoes runs over HTTP. */
@QuarkusTest
class UndoTest extends BudgetPlanFixture {
    /** The run updates one budget with six decimals, removes one, sets one for the first time and leaves one unchanged. */
    UndoTest() {
        super("300.000000", "100.5", null, "50");
    }

    @Test
    void undo_restores_each_budget_exactly_and_undo_of_undo_restores_the_run() {
        var run = run().asString();
        assertThat(budgets()).containsExactly("250", "none", "1", "50");

        var undo = undo(run, "")
                .statusCode(200)
                .body("planVersion", startsWith("sha256:"))
                .body("dryRun", equalTo(false))
                .body("summary.planned", equalTo(3))
                .body("summary.updated", equalTo(2))
                .body("summary.removed", equalTo(1))
                .body("customers.customerTenantId", equalTo(customers.subList(0, 3)))
                .body("customers[0].companyName", equalTo("Fabrikam, Inc."))
                .body(containsString("\"outcome\":\"updated\",\"amount\":300.000000,\"previousAmount\":250}"))
                .body(containsString("\"outcome\":\"updated\",\"amount\":100.5,\"previousAmount\":null}"))
                .body(containsString("\"outcome\":\"removed\",\"amount\":null,\"previousAmount\":1}"))
                .extract()
                .asString();
        assertThat(budgets()).containsExactly("300.000000", "100.5", "none", "50");
        assertThat(simulator.seen("partner-center"))
                .extracting(request -> request.body())
                .contains("{\"Amount\":300.000000,\"Attributes\":{\"ObjectType\":\"SpendingBudget\"}}");

        undo(undo, "").statusCode(200).body("summary.failed", equalTo(0));
        assertThat(budgets()).containsExactly("250", "none", "1", "50");
    }

    @Test
    void only_the_customer_that_someone_else_changed_since_fails() {
        var run = run().asString();
        simulator.partnerCenter().customer(customers.get(0), "260");
        simulator.partnerCenter().customer(customers.get(1), "0");
        undo(run, "")
                .statusCode(200)
                .body("customers.outcome", equalTo(List.of("failed", "failed", "removed")))
                .body("customers[0].problem.code", equalTo("budget-changed"))
                .body("customers[1].problem.code", equalTo("budget-changed"))
                .body("customers[0].previousAmount", equalTo(260));
        assertThat(budgets()).containsExactly("260", "0", "none", "50");
    }

    @Test
    void a_run_that_was_already_undone_is_not_undone_again() {
        var run = run().asString();
        undo(run, "");
        undo(run, "").body("customers.outcome", equalTo(List.of("failed", "failed", "failed")));
        assertThat(budgets()).containsExactly("300.000000", "100.5", "none", "50");
    }

    @Test
    void a_dry_run_reports_what_an_undo_would_do_and_cannot_be_undone_itself() {
        var run = run().asString();
        var dryRun = undo(run, "&dryRun=true")
                .statusCode(200)
                .body("customers.outcome", equalTo(List.of("would-update", "would-update", "would-remove")))
                .extract()
                .asString();
        assertThat(budgets()).containsExactly("250", "none", "1", "50");
        simulator.forgetRequests();
        undo(dryRun, "").statusCode(400).body("errors.pointer", equalTo(List.of("/dryRun")));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void a_customer_that_failed_is_not_changed() {
        simulator.partnerCenter().script(customers.get(0), SimulatedFault.status(404, 60003, "Not \uFFFD found."));
        var run = run();
        assertThat(run.<List<String>>path("customers.outcome")).startsWith("failed");
        undo(run.asString(), "").statusCode(200).body("summary.planned", equalTo(2));
        assertThat(budgets()).containsExactly("300.000000", "100.5", "none", "50");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            BUDGET_MAX_AMOUNT,        200,    /customers/0/previousAmount
            BUDGET_PLAN_MAX_TOTAL,    400.49, /customers
            BUDGET_PLAN_MAX_REMOVALS, 0,      /customers
            """)
    void guard_rails_apply_because_anyone_can_write_a_report(String guardRail, String value, String pointer) {
        var run = run().asString();
        simulator.forgetRequests();
        settings.set(guardRail, value);
        for (var query : List.of("", "&dryRun=true"))
            undo(run, query)
                    .statusCode(422)
                    .body("code", equalTo("amount-refused"))
                    .body("errors.pointer", equalTo(List.of(pointer)));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void an_increase_by_too_much_fails_only_that_customer() {
        var run = run().asString();
        settings.set("BUDGET_MAX_INCREASE_PERCENT", "19");
        undo(run, "").body("customers.outcome", equalTo(List.of("failed", "updated", "removed")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson", "application/ndjson", "text/html", "text/plain"})
    void an_undo_needs_the_report_in_json(String type) {
        TestCaller.post(given(), "/budget-plan?undo=true", type, "x".repeat(17 * 1024 * 1024))
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported-media-type"))
                .body("detail", containsString("application/json, with the report of the run to undo, in UTF-8"));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void a_report_can_have_16_mebibytes() {
        undo("x".repeat(16 * 1024 * 1024 + 1), "").statusCode(413);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # body                                              | pointers
            {"budgets":[]}                                      | /dryRun /customers
            {"dryRun":false,"customers":[]}                     | /customers
            {"dryRun":false,"customers":[{"outcome":"failed"}]} | /customers
            {"dryRun":false,"customers":[{"outcome":"removed","customerTenantId":"4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04","amount":null}]} | /customers/0/previousAmount
            """)
    void a_body_that_is_not_the_report_of_a_change_is_refused(String body, String pointers) {
        undo(body, "")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("malformed-request"))
                .body("detail", startsWith("The report has "))
                .body("errors.pointer", equalTo(List.of(pointers.split(" "))));
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void undo_false_applies_the_body_as_a_plan() {
        TestCaller.post(given(), "/budget-plan?undo=false", "application/json", fourChanges())
                .then()
                .statusCode(200);
        assertThat(budgets()).containsExactly("250", "none", "1", "50");
    }

    private io.restassured.response.Response run() {
        return TestCaller.post(given(), "/budget-plan", "application/json", fourChanges());
    }

    private String fourChanges() {
        return "{\"budgets\":["
                + TestCaller.change(customers.get(0), "\"amount\":250,\"companyName\":\"Fabrikam, Inc.\"") + ","
                + TestCaller.change(customers.get(1), "\"amount\":null,\"removeBudget\":true") + ","
                + TestCaller.change(customers.get(2), "\"amount\":1") + ","
                + TestCaller.change(customers.get(3), "\"amount\":50") + "]}";
    }

    private static ValidatableResponse undo(String report, String query) {
        return TestCaller.post(given(), "/budget-plan?undo=true" + query, "application/json", report)
                .then();
    }
}
