package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.TestCaller;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pace, the time limit and the log lines of a run. */
@QuarkusTest
class BudgetPlanRunTest extends BudgetPlanFixture {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    BudgetPlanRunTest() {
        super("80", "100", "50", null);
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
}
