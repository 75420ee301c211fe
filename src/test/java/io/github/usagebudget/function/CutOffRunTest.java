package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.OneInvocation;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No run starts if the platform would end the function, and its worker process, in the middle of it. */
@QuarkusTest
class CutOffRunTest extends ApplicationFixture {
    @Inject
    ScheduledPlans plans;

    private String entry;

    @BeforeEach
    void a_function_timeout_that_is_too_short() {
        var customer = TestCaller.newCustomer();
        simulator.partnerCenter().customer(customer, "80");
        entry = TestCaller.change(customer, "\"amount\":90");
        settings.set("AzureFunctionsJobHost__functionTimeout", "00:04:00");
        settings.set("BUDGET_PLAN_BLOB", "budgets/plan.json");
        settings.set("BUDGET_REPORT_BLOB", "budgets/reports/{DateTime}.json");
    }

    @Test
    void the_timer_does_nothing_and_reports_why() {
        var left = plans.applyScheduled(("{\"budgets\":[" + entry + "]}").getBytes(UTF_8), new OneInvocation());
        assertThat(left.report().orElseThrow())
                .contains("\"code\":\"misconfigured\"", "BUDGET_PLAN_TIME_LIMIT", "functionTimeout");
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void a_batch_does_nothing_and_is_delivered_again() {
        var message =
                "{\"runId\":\"490b933b-665c-4ac2-b7e7-c3ba6ee07cfd\",\"planVersion\":\"sha256:0\",\"correlationId\":"
                        + "\"4c612476-f468-4925-a862-39b1d93875c8\",\"dryRun\":false,\"reports\":\"budgets/reports\",\"batch\":1,"
                        + "\"batches\":3,\"budgets\":[" + entry + "]}";
        assertThatThrownBy(() -> plans.applyBatch(message, new OneInvocation()))
                .hasMessageContaining("BUDGET_PLAN_TIME_LIMIT");
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    void a_run_over_http_is_short_enough() {
        TestCaller.post(given(), "/budget-plan", "application/json", "{\"budgets\":[" + entry + "]}")
                .then()
                .statusCode(200);
    }
}
