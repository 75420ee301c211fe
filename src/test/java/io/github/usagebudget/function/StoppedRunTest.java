package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.OneInvocation;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run stops if no further customer can succeed. */
@QuarkusTest
class StoppedRunTest extends ApplicationFixture {
    private static final int CUSTOMERS = 60;
    private static final int AT_ONCE = 8;

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @Inject
    ScheduledPlans plans;

    private List<String> customers;

    @BeforeEach
    void sixty_customers() {
        customers = Stream.generate(TestCaller::newCustomer).limit(CUSTOMERS).toList();
        customers.forEach(customer -> simulator.partnerCenter().customer(customer, "80"));
    }

    @Test
    void a_run_stops_after_a_few_calls_if_partner_center_refuses_its_credentials() {
        allRefused();
        run().body("summary.failed", greaterThan(2))
                .body("summary.planned", equalTo(CUSTOMERS))
                .body("customers.outcome", hasItem("not-attempted"))
                .body("stopped.code", equalTo("credentials-refused"))
                .body("stopped.partnerCenter.code", equalTo("900421"));
        assertThat(simulator.seen("partner-center")).hasSizeBetween(3, 3 + AT_ONCE - 1);
    }

    @Test
    void the_log_reports_a_stopped_run() {
        allRefused();
        run();
        assertThat(log.lines())
                .filteredOn(line -> line.contains("budget-plan-run {"))
                .singleElement()
                .asString()
                .contains("\"stopped\":\"credentials-refused\"")
                .startsWith("SEVERE");
    }

    @Test
    void a_run_without_credentials_sends_nothing_to_partner_center() {
        settings.set("PARTNER_CENTER_CLIENT_ID", "");
        run().body("stopped.code", equalTo("misconfigured"))
                .body("stopped.detail", containsString("PARTNER_CENTER_CLIENT_ID"))
                .body("summary.failed", lessThanOrEqualTo(AT_ONCE));
        assertThat(simulator.seen("partner-center")).isEmpty();
    }

    @Test
    void a_run_continues_after_a_customer_that_succeeds() {
        settings.set("BUDGET_PLAN_CONCURRENCY", "1");
        for (var i = 0; i < CUSTOMERS; i++) if (i % 3 > 0) refused(customers.get(i));
        run().body("$", not(hasKey("stopped")))
                .body("summary.updated", equalTo(CUSTOMERS / 3))
                .body("summary.failed", equalTo(CUSTOMERS / 3 * 2));
    }

    @Test
    void a_stopped_batch_writes_no_report_and_is_delivered_again() {
        settings.set("BUDGET_REPORT_BLOB", "budgets/reports/{DateTime}.json");
        allRefused();
        var message =
                "{\"runId\":\"490b933b-665c-4ac2-b7e7-c3ba6ee07cfd\",\"planVersion\":\"sha256:0\",\"correlationId\":"
                        + "\"4c612476-f468-4925-a862-39b1d93875c8\",\"dryRun\":false,\"reports\":\"budgets/reports\",\"batch\":1,"
                        + "\"batches\":3,\"budgets\":[" + entries() + "]}";
        assertThatThrownBy(() -> plans.applyBatch(message, new OneInvocation()))
                .isInstanceOfSatisfying(
                        BudgetFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(BudgetFailure.Kind.CREDENTIALS_REFUSED));
        assertThat(log.lines()).anyMatch(line -> line.contains("\"stopped\":\"credentials-refused\""));
    }

    @Test
    void a_stopped_run_of_the_timer_writes_a_report_with_the_reason() {
        settings.set("BUDGET_PLAN_BLOB", "budgets/plan.json");
        allRefused();
        var left = plans.applyScheduled(plan().getBytes(UTF_8), new OneInvocation());
        assertThat(Json.object(left.report().orElseThrow())).containsKey("stopped");
    }

    private void allRefused() {
        customers.forEach(this::refused);
    }

    private void refused(String customer) {
        simulator
                .partnerCenter()
                .script(customer, SimulatedFault.status(401, 900421, "The token was obtained without MFA"));
    }

    private ValidatableResponse run() {
        return TestCaller.post(given(), "/budget-plan", "application/json", plan())
                .then()
                .statusCode(200);
    }

    private String plan() {
        return "{\"budgets\":[" + entries() + "]}";
    }

    private String entries() {
        return customers.stream()
                .map(customer -> "{\"customerTenantId\":\"" + customer + "\",\"amount\":90}")
                .collect(Collectors.joining(","));
    }
}
