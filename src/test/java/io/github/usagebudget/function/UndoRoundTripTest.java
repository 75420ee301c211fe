package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.BUDGET_CHANGED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_FORBIDDEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetPolicy;
import io.github.usagebudget.budget.BudgetPolicy.GuardedChange;
import io.github.usagebudget.budget.CustomerLocks;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import io.github.usagebudget.plan.ApplyBudgetPlan;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.CsvDialect;
import io.github.usagebudget.plan.PlanReader;
import io.github.usagebudget.plan.PlanReport;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome;
import io.github.usagebudget.plan.PreparedPlan;
import io.github.usagebudget.plan.TestRuns;
import io.github.usagebudget.plan.WorkPlaces;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The report of any run undoes it, and the report of the undo restores the run. */
class UndoRoundTripTest {
    private static final Budget SOMEONE_ELSES = Budget.of(new BigDecimal("7.7"));

    /**
     * A customer of a plan.
     *
     * @param before empty if Partner Center refuses the customer
     * @param planned empty if the plan removes the budget
     * @param isTouched whether someone else changes the budget after the run
     */
    private record One(
            CustomerTenantId id, Optional<Budget> before, Optional<String> planned, boolean isTouched, String name) {
        private BudgetChange change() {
            var amount = planned.map(BigDecimal::new).map(BudgetAmount::requested);
            return BudgetChange.of(id, amount).withCompanyName(Optional.of(name));
        }
    }

    @Property(tries = 1_000, seed = "20261128")
    void undo_restores_every_budget_and_undo_of_undo_restores_the_run(@ForAll("customers") List<One> customers) {
        var partner = new Partner(customers);
        var before = partner.now();
        var run = partner.apply(plan(customers));
        var after = partner.now();
        Assume.that(!before.equals(after));

        var undo = partner.apply(undoing(run));
        assertThat(partner.now()).isEqualTo(before);
        assertThat(undo.counts()).containsEntry(ReportedOutcome.FAILED, 0).containsEntry(ReportedOutcome.UNCHANGED, 0);

        partner.apply(undoing(undo));
        assertThat(partner.now()).isEqualTo(after);
    }

    @Property(tries = 1_000, seed = "20261129")
    void only_a_budget_that_someone_else_changed_since_the_run_fails_and_stays(
            @ForAll("customers") List<One> customers) {
        var partner = new Partner(customers);
        var before = partner.now();
        var run = partner.apply(plan(customers));
        Assume.that(!before.equals(partner.now()));
        customers.stream().filter(One::isTouched).forEach(one -> partner.set(one.id, SOMEONE_ELSES));

        var undo = partner.apply(undoing(run));
        for (var outcome : undo.customers()) {
            var id = outcome.change().customer();
            var isTouched = customers.stream().anyMatch(one -> one.id.equals(id) && one.isTouched);
            assertThat(outcome.failure().map(BudgetFailure::kind))
                    .isEqualTo(isTouched ? Optional.of(BUDGET_CHANGED) : Optional.empty());
            assertThat(partner.now().get(id)).isEqualTo(isTouched ? SOMEONE_ELSES : before.get(id));
            assertThat(outcome.change().companyName())
                    .isEqualTo(customers.stream()
                            .filter(one -> one.id.equals(id))
                            .map(One::name)
                            .findFirst());
        }
    }

    private static BudgetPlan plan(List<One> customers) {
        return new BudgetPlan(
                "sha256:0",
                Optional.empty(),
                customers.stream().map(One::change).toList());
    }

    private static BudgetPlan undoing(PlanReport report) {
        var json = new BudgetPlanResponse(report, "c", CsvDialect.COMMA).as(Representation.JSON);
        return PlanReader.readUndo(new ByteArrayInputStream(json.getBytes(UTF_8)));
    }

    @Provide
    Arbitrary<List<One>> customers() {
        var id = Arbitraries.longs().map(bits -> new CustomerTenantId(new UUID(bits, ~bits)));
        var before = Arbitraries.of("0", "0.00", "80", "80.0", "300.000000", "0.0000000001", "100000000000000000000")
                .map(BigDecimal::new)
                .optional(0.8)
                .map(Budget::new)
                .optional(0.9);
        var planned = Arbitraries.of("0", "80", "100.10", "999999999999999.99").optional(0.7);
        var names = Arbitraries.of("Fabrikam", "=1+1", "株式会社", "A \"B\", C", "\u202eabc");
        return Combinators.combine(id, before, planned, Arbitraries.of(true, false), names)
                .as(One::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .uniqueElements(One::id);
    }

    /** The budgets of a partner, stored exactly as written. */
    private static final class Partner implements UsageBudgets, ApplyBudgetPlan.Recorder {
        private final Map<CustomerTenantId, Budget> budgets = new ConcurrentHashMap<>();

        Partner(List<One> customers) {
            customers.forEach(one -> one.before.ifPresent(budget -> set(one.id, budget)));
        }

        void set(CustomerTenantId customer, Budget budget) {
            budgets.put(customer, budget);
        }

        Map<CustomerTenantId, Budget> now() {
            return Map.copyOf(budgets);
        }

        PlanReport apply(BudgetPlan plan) {
            var policy = new BudgetPolicy(Optional.empty(), Optional.empty());
            var run = TestRuns.run(
                    UUID.randomUUID().toString(),
                    2,
                    Deadline.after(Duration.ofMinutes(1), System::nanoTime),
                    Duration.ofMinutes(1));
            return new ApplyBudgetPlan(this, new CustomerLocks(), new WorkPlaces(wait -> true), Clock.systemUTC())
                    .apply(PreparedPlan.of(plan, Map.of(), Instant.EPOCH), run, policy, this);
        }

        @Override
        public SpendingBudget read(CustomerTenantId customer, UpdateContext context) {
            if (!budgets.containsKey(customer)) throw BudgetFailure.of(PARTNER_CENTER_FORBIDDEN, "No relationship.");
            return SpendingBudget.of(budgets.get(customer));
        }

        @Override
        public SpendingBudget write(GuardedChange guarded, UpdateContext context) {
            var change = guarded.change();
            set(change.customer(), change.asked());
            return SpendingBudget.of(change.asked());
        }

        @Override
        public void attempted(BudgetAttempt attempt) {
            // nothing is kept
        }

        @Override
        public void progressed(int done, int planned) {
            // nothing is kept
        }
    }
}
