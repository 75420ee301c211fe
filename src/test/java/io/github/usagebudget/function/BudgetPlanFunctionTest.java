package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.SimulatedFault;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan that is sent over HTTP and applied. */
@QuarkusTest
class BudgetPlanFunctionTest extends BudgetPlanFixture {
    BudgetPlanFunctionTest() {
        super("80", "100", "50", null);
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
}
