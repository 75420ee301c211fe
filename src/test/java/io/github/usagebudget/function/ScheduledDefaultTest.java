package io.github.usagebudget.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.OneInvocation;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan with a default and a currency that the timer applies or splits into batches. */
@QuarkusTest
class ScheduledDefaultTest extends ApplicationFixture {
    private static final String NAMED = "00000000-0000-4000-8000-00000000000a";
    private static final String DOLLARS = "00000000-0000-4000-8000-00000000000b";
    private static final String FABRIKAM = "00000000-0000-4000-8000-00000000000c";
    private static final String CONTOSO = "00000000-0000-4000-8000-00000000000d";
    private static final String REFUSED = "00000000-0000-0000-0000-000000000403";
    private static final String PLAN = "{\"currency\":\"EUR\",\"defaultAmount\":50.10,\"budgets\":["
            + TestCaller.change(NAMED, "\"amount\":100,\"companyName\":\"Named\"") + ","
            + TestCaller.change(DOLLARS, "\"amount\":100") + "]}";

    @Inject
    ScheduledPlans plans;

    @BeforeEach
    void five_customers_and_a_user() {
        settings.set("PARTNER_CENTER_GRANT", "app-and-user");
        settings.set("BUDGET_PLAN_BLOB", "budgets/plan.json");
        settings.set("BUDGET_REPORT_BLOB", "budgets/reports/{DateTime}.json");
        var partnerCenter = simulator.partnerCenter();
        partnerCenter.customer(NAMED, "80");
        partnerCenter.customer(DOLLARS, "80");
        partnerCenter.bill(DOLLARS, "USD");
        partnerCenter.customerWithoutBudget(FABRIKAM);
        partnerCenter.name(FABRIKAM, "Fabrikam", "fabrikam.example");
        partnerCenter.customerWithoutBudget(CONTOSO);
        partnerCenter.customerWithoutBudget(REFUSED);
    }

    @Test
    void the_timer_applies_a_default() {
        var left = apply(PLAN);
        assertThat(left.batches()).isEmpty();
        var report = JsonPath.from(left.report().orElseThrow());
        assertThat(report.getList("customers.outcome")).containsExactly("updated", "failed", "updated", "updated");
        assertThat(report.getInt("summary.defaultSkipped")).isEqualTo(1);
    }

    @Test
    void customers_who_get_the_default_count_towards_the_fan_out_and_are_queued_in_batches() {
        settings.set("BUDGET_PLAN_FAN_OUT", "3");
        var left = apply(PLAN);
        var report = JsonPath.from(left.report().orElseThrow());
        assertThat(report.getList("customers.customerTenantId")).containsExactly(NAMED, DOLLARS, CONTOSO, FABRIKAM);
        assertThat(report.getList("customers.outcome")).containsExactly("queued", "failed", "queued", "queued");
        assertThat(report.getString("customers[1].problem.code")).isEqualTo("currency-mismatch");
        assertThat(report.<Object>getList("customers.default")).containsExactly(null, null, true, true);
        assertThat(report.<String, Integer>getMap("summary"))
                .containsEntry("planned", 4)
                .containsEntry("queued", 3)
                .containsEntry("failed", 1)
                .containsEntry("defaultSkipped", 1);
        assertThat(report.getString("currency")).isEqualTo("EUR");
        assertThat(left.batches())
                .singleElement()
                .asString()
                .doesNotContain(DOLLARS)
                .contains(
                        TestCaller.change(NAMED, "\"amount\":100,\"companyName\":\"Named\""),
                        TestCaller.change(CONTOSO, "\"amount\":50.10,\"expectedAmount\":null,\"default\":true"),
                        TestCaller.change(
                                FABRIKAM,
                                "\"amount\":50.10,\"expectedAmount\":null,\"companyName\":\"Fabrikam\",\"default\":true"));
        // someone sets a budget before the batch is applied
        simulator.partnerCenter().customer(CONTOSO, "7");
        var batch = JsonPath.from(plans.applyBatch(left.batches().get(0), new OneInvocation()));
        assertThat(batch.getList("customers.outcome")).containsExactly("updated", "failed", "updated");
        assertThat(batch.<Object>getList("customers.default")).containsExactly(null, true, true);
        assertThat(batch.getString("customers[1].problem.code")).isEqualTo("budget-changed");
        assertThat(budgets(NAMED, DOLLARS, CONTOSO, FABRIKAM)).containsExactly("100", "80", "7", "50.10");
    }

    @Test
    void a_dry_run_is_queued_as_a_dry_run() {
        settings.set("BUDGET_PLAN_FAN_OUT", "1");
        settings.set("BUDGET_PLAN_DRY_RUN", "true");
        var batch = JsonPath.from(plans.applyBatch(apply(PLAN).batches().get(0), new OneInvocation()));
        assertThat(batch.getList("customers.outcome")).containsOnly("would-update");
        assertThat(budgets(NAMED, FABRIKAM)).containsExactly("80", "-");
    }

    @Test
    void a_plan_without_currency_and_default_is_queued_without_a_request() {
        settings.set("BUDGET_PLAN_FAN_OUT", "1");
        var left = apply(PLAN.replace("\"currency\":\"EUR\",\"defaultAmount\":50.10,", ""));
        assertThat(left.batches()).hasSize(1);
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void nothing_is_queued_and_the_report_is_the_problem_if_the_list_cannot_be_read() {
        settings.set("BUDGET_PLAN_FAN_OUT", "1");
        simulator.partnerCenter().next(SimulatedFault.none(), SimulatedFault.status(403, 900308, "No."));
        var left = apply(PLAN);
        assertThat(left.batches()).isEmpty();
        assertThat(JsonPath.from(left.report().orElseThrow()).getString("code")).isEqualTo("partner-center-forbidden");
    }

    @Test
    void nothing_is_queued_if_no_customer_can_succeed() {
        settings.set("BUDGET_PLAN_FAN_OUT", "1");
        settings.set("PARTNER_CENTER_GRANT", "app");
        for (var customer : List.of(FABRIKAM, CONTOSO, REFUSED))
            simulator.partnerCenter().script(customer, SimulatedFault.status(401, 900421, "without MFA"));
        var left = apply(PLAN);
        assertThat(left.batches()).isEmpty();
        var report = JsonPath.from(left.report().orElseThrow());
        assertThat(report.getString("stopped.code")).isEqualTo("credentials-refused");
        assertThat(report.getList("customers.outcome"))
                .containsExactly("not-attempted", "not-attempted", "failed", "failed", "failed");
    }

    private ScheduledPlans.RunOutput apply(String plan) {
        return plans.applyScheduled(plan.getBytes(UTF_8), new OneInvocation());
    }

    private List<String> budgets(String... customers) {
        return List.of(customers).stream()
                .map(customer -> simulator.partnerCenter().budget(customer).orElse("-"))
                .toList();
    }
}
