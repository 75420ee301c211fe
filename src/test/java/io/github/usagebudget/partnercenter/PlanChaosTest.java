package io.github.usagebudget.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.CustomerLocks;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.http.Retrier;
import io.github.usagebudget.plan.ApplyBudgetPlan;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.PlanReport;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import io.github.usagebudget.plan.PreparedPlan;
import io.github.usagebudget.plan.TestRuns;
import io.github.usagebudget.plan.WorkPlaces;
import io.github.usagebudget.simulator.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Five thousand customers, three of ten answers faulty: the report is right for each customer. {@code -Dchaos.seed} repeats a run. */
class PlanChaosTest {
    private static final int CUSTOMERS = 5_000;
    private static final long SEED = Long.getLong("chaos.seed", 20261124L);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T08:00:00Z"));
    private final FaultyClient partnerCenter = new FaultyClient(time, SEED);
    private final AtomicInteger progress = new AtomicInteger();

    @Test
    void every_outcome_in_the_report_is_right() {
        var plan = plan();
        var report = run(plan);
        for (var outcome : report.customers()) check(outcome);
        var counts = report.counts();
        System.out.println("chaos seed " + SEED + ": " + CUSTOMERS + " customers, " + counts);
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(CUSTOMERS);
        assertThat(progress).hasValue(CUSTOMERS);
        for (var kind : new PlannedOutcome.ReportedOutcome[] {
            PlannedOutcome.ReportedOutcome.UPDATED,
            PlannedOutcome.ReportedOutcome.REMOVED,
            PlannedOutcome.ReportedOutcome.UNCHANGED,
            PlannedOutcome.ReportedOutcome.FAILED
        }) assertThat(counts.get(kind)).as(kind.written()).isPositive();
    }

    @Test
    void later_runs_complete_the_plan_and_write_nothing_twice() {
        var plan = plan();
        run(plan);
        partnerCenter.healthy = true;
        var wrong = plan.budgets().stream().filter(change -> !isRight(change)).count();
        assertThat(wrong).isPositive();
        partnerCenter.patches.set(0);
        run(plan);
        assertThat(partnerCenter.patches).hasValue((int) wrong);
        assertThat(plan.budgets()).allMatch(this::isRight);
        partnerCenter.patches.set(0);
        assertThat(run(plan).counts()).containsEntry(PlannedOutcome.ReportedOutcome.UNCHANGED, CUSTOMERS);
        assertThat(partnerCenter.patches).hasValue(0);
    }

    private void check(PlannedOutcome outcome) {
        var what = outcome.kind().written() + " "
                + outcome.failure().map(f -> f.kind().code()).orElse("") + " of "
                + outcome.change().customer() + " under chaos seed " + SEED;
        switch (outcome.kind()) {
            case UPDATED, REMOVED, UNCHANGED ->
                assertThat(isRight(outcome.change())).as(what).isTrue();
            case FAILED -> {
                var unknown = outcome.failure().orElseThrow().kind() == Kind.OUTCOME_UNKNOWN;
                if (!unknown)
                    assertThat(isRight(outcome.change()) && outcome.before().isPresent())
                            .as(what)
                            .isFalse();
            }
            default -> throw new AssertionError(what);
        }
    }

    private boolean isRight(BudgetChange change) {
        return partnerCenter.budgets.get(change.customer()).sameAs(change.asked());
    }

    private BudgetPlan plan() {
        var random = new Random(SEED);
        var budgets = new ArrayList<BudgetChange>();
        for (var i = 0; i < CUSTOMERS; i++) {
            var customer = new CustomerTenantId(new UUID(random.nextLong(), random.nextLong()));
            partnerCenter.budgets.put(
                    customer, i % 4 == 0 ? Budget.of(new BigDecimal("100")) : Budget.of(new BigDecimal("80")));
            var amount = i % 5 == 0
                    ? Optional.<BudgetAmount>empty()
                    : Optional.of(new BudgetAmount(new BigDecimal("100.00")));
            budgets.add(BudgetChange.of(customer, amount));
        }
        return new BudgetPlan("sha256:0", Optional.empty(), budgets);
    }

    private PlanReport run(BudgetPlan plan) {
        progress.set(0);
        var settings =
                new Settings(name -> name.equals("PARTNER_CENTER_DEADLINE") ? Optional.of("PT1H") : Optional.empty());
        var budgets = new PartnerCenterBudgets(
                settings,
                partnerCenter,
                new PartnerCenterErrors(time),
                new Retrier(time, time::advance, new Random(SEED)));
        var run = TestRuns.run("chaos", 8, Deadline.after(Duration.ofDays(3650), time::nanos), Duration.ofHours(1));
        var places = new WorkPlaces(wait -> {
            time.advance(wait);
            return true;
        });
        return new ApplyBudgetPlan(budgets, new CustomerLocks(), places, time)
                .apply(PreparedPlan.of(plan, Map.of(), time.instant()), run, UpdateFixture.ANY, new ChaosRecorder());
    }

    private final class ChaosRecorder implements ApplyBudgetPlan.Recorder {
        @Override
        public void attempted(BudgetAttempt attempt) {}

        @Override
        public void progressed(int done, int planned) {
            progress.incrementAndGet();
        }
    }
}
