package io.github.usagebudget.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.CustomerLocks;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.PartnerLists.Customer;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.NoResponse;
import io.github.usagebudget.http.Retrier;
import io.github.usagebudget.partnercenter.BudgetRequests.PartnerCenterClient;
import io.github.usagebudget.plan.ApplyBudgetPlan;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.DefaultBudgets;
import io.github.usagebudget.plan.KnownLists;
import io.github.usagebudget.plan.PlanReport;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome;
import io.github.usagebudget.plan.PreparedPlan;
import io.github.usagebudget.plan.TestRuns;
import io.github.usagebudget.plan.WorkPlaces;
import io.github.usagebudget.simulator.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/**
 * Three thousand customers, three of ten answers faulty, and someone else who sets a third of the missing budgets between the list and the write. No such budget is changed. {@code -Dchaos.seed} repeats a run.
 */
class DefaultChaosTest {
    private static final int CUSTOMERS = 3_000;
    private static final long SEED = Long.getLong("chaos.seed", 20261128L);
    private static final Budget DEFAULT = Budget.of(new BigDecimal("50"));
    private static final Budget THEIRS = Budget.of(new BigDecimal("7"));

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-28T08:00:00Z"));
    private final FaultyClient partnerCenter = new FaultyClient(time, SEED);
    private final List<Customer> customers = new ArrayList<>();
    /** The customers whose budget someone else sets as soon as the function has read that there is none. */
    private final Set<CustomerTenantId> coveted = ConcurrentHashMap.newKeySet();

    private final Set<CustomerTenantId> taken = ConcurrentHashMap.newKeySet();

    @Test
    void a_default_never_changes_a_budget_that_someone_else_has_set() {
        var random = new Random(SEED);
        for (var i = 0; i < CUSTOMERS; i++) {
            var id = new CustomerTenantId(new UUID(random.nextLong(), random.nextLong()));
            customers.add(new Customer(id, Optional.empty(), Optional.empty()));
            partnerCenter.budgets.put(id, i % 4 == 0 ? Budget.of(new BigDecimal("80")) : Budget.NONE);
            if (i % 3 == 1) coveted.add(id);
        }
        var before = Map.copyOf(partnerCenter.budgets);
        var report = run();
        for (var outcome : report.customers()) check(outcome);
        for (var customer : customers) {
            var now = partnerCenter.budgets.get(customer.id());
            var was = before.get(customer.id());
            if (was.amount().isPresent()) assertThat(now).isEqualTo(was);
            if (taken.contains(customer.id())) assertThat(now).isEqualTo(THEIRS);
        }
        System.out.println("default chaos seed " + SEED + ": " + report.counts() + ", " + taken.size() + " taken");
        assertThat(taken).hasSizeGreaterThan(300);
        assertThat(report.counts().get(ReportedOutcome.UPDATED)).isGreaterThan(1_000);
    }

    private void check(PlannedOutcome outcome) {
        var customer = outcome.change().customer();
        var what = outcome + " under chaos seed " + SEED;
        assertThat(outcome.change().isDefault()).isTrue();
        assertThat(outcome.kind())
                .as(what)
                .isIn(ReportedOutcome.UPDATED, ReportedOutcome.FAILED, ReportedOutcome.NOT_ATTEMPTED);
        var failure = outcome.failure().map(BudgetFailure::kind);
        var isDefault = partnerCenter.budgets.get(customer).equals(DEFAULT);
        if (outcome.kind() == ReportedOutcome.UPDATED)
            assertThat(isDefault).as(what).isTrue();
        else if (!failure.equals(Optional.of(Kind.OUTCOME_UNKNOWN)))
            assertThat(isDefault).as(what).isFalse();
        if (failure.equals(Optional.of(Kind.BUDGET_CHANGED)))
            assertThat(taken).as(what).contains(customer);
    }

    private PlanReport run() {
        var settings =
                new Settings(name -> name.equals("PARTNER_CENTER_DEADLINE") ? Optional.of("PT1H") : Optional.empty());
        var budgets = new PartnerCenterBudgets(
                settings,
                new MeddledClient(),
                new PartnerCenterErrors(time),
                new Retrier(time, time::advance, new Random(SEED)));
        var run = TestRuns.run("chaos", 8, Deadline.after(Duration.ofDays(3650), time::nanos), Duration.ofHours(1));
        var places = new WorkPlaces(this::sleep);
        var plan = new BudgetPlan(
                "sha256:0",
                Optional.empty(),
                Optional.of(new BudgetAmount(new BigDecimal("50"))),
                List.of(),
                new BudgetPlan.Pointers("/budgets", index -> "/budgets/" + index));
        var prepared = new DefaultBudgets(KnownLists.of(customers), budgets, places)
                .resolve(PreparedPlan.of(plan, Map.of(), time.instant()), run);
        return new ApplyBudgetPlan(budgets, new CustomerLocks(), places, time)
                .apply(prepared, run, UpdateFixture.ANY, new SilentRecorder());
    }

    private boolean sleep(Duration wait) {
        time.advance(wait);
        return true;
    }

    /** Sets a customer's budget as soon as the function has read that there is none. */
    private final class MeddledClient implements PartnerCenterClient {
        @Override
        public HttpReply get(CustomerTenantId customer, UpdateContext context) throws NoResponse {
            var reply = partnerCenter.get(customer, context);
            if (coveted.remove(customer) && partnerCenter.budgets.replace(customer, Budget.NONE, THEIRS))
                taken.add(customer);
            return reply;
        }

        @Override
        public HttpReply patch(BudgetChange change, UpdateContext context) throws NoResponse {
            return partnerCenter.patch(change, context);
        }
    }

    private static final class SilentRecorder implements ApplyBudgetPlan.Recorder {
        @Override
        public void attempted(BudgetAttempt attempt) {}

        @Override
        public void progressed(int done, int planned) {}
    }
}
