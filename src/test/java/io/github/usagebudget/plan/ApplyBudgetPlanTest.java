package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
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
import io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApplyBudgetPlanTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicReference<Predicate<Duration>> sleeping = new AtomicReference<>();
    private final WorkPlaces places = new WorkPlaces(wait -> sleeping.get().test(wait));
    private final AtomicInteger reads = new AtomicInteger();

    private ApplyBudgetPlan.Recorder recorder = new Silent();

    @Test
    void all_runs_of_a_process_share_the_limit_of_concurrent_customers() {
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        Consumer<UpdateContext> counting = context -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            Thread.yield();
            atOnce.decrementAndGet();
        };
        var runs = IntStream.range(0, 4)
                .mapToObj(run -> CompletableFuture.supplyAsync(() -> apply(counting, 100 * run, 50, 3, LONG)))
                .toList();
        for (var run : runs) assertThat(run.join().counts()).containsEntry(ReportedOutcome.UPDATED, 50);
        assertThat(most.get()).isBetween(1, 3);
        assertThat(reads).hasValue(200);
    }

    @Test
    void each_place_works_on_one_customer_at_a_time() {
        var barrier = new CyclicBarrier(3);
        var report = apply(context -> meet(barrier), 0, 30, 3, LONG);
        assertThat(report.counts()).containsEntry(ReportedOutcome.UPDATED, 30);
    }

    @Test
    void a_customer_that_waits_does_not_block_others() {
        var othersDone = new CountDownLatch(9);
        Consumer<UpdateContext> budgets = context -> {
            if (reads.get() > 1) othersDone.countDown();
            else assertThat(context.waitOutside(Duration.ofSeconds(1))).isTrue();
        };
        var report = apply(budgets, 0, 10, 1, LONG, wait -> met(othersDone));
        assertThat(report.counts()).containsEntry(ReportedOutcome.UPDATED, 10);
    }

    @Test
    void a_customer_does_not_wait_beyond_the_end_of_the_run() {
        Consumer<UpdateContext> budgets = context -> {
            context.sent(UUID.randomUUID());
            if (!context.waitOutside(Duration.ofHours(1))) throw BudgetFailure.of(THROTTLED, "");
        };
        var report = apply(budgets, 0, 1, 1, LONG, wait -> {
            throw new AssertionError("it must not even begin to wait");
        });
        assertThat(report.counts()).containsEntry(ReportedOutcome.FAILED, 1);
    }

    @Test
    void a_customer_is_not_attempted_if_nothing_was_sent_before_the_time_was_over() {
        Consumer<UpdateContext> budgets = context -> {
            throw BudgetFailure.of(THROTTLED, "");
        };
        assertThat(apply(budgets, 0, 3, 1, LONG).counts()).containsEntry(ReportedOutcome.NOT_ATTEMPTED, 3);
    }

    @Test
    void no_customer_is_started_after_the_time_is_over() {
        var report = apply(context -> {}, 0, 3, 1, Duration.ZERO);
        assertThat(report.counts()).containsEntry(ReportedOutcome.NOT_ATTEMPTED, 3);
        assertThat(reads).hasValue(0);
    }

    @Test
    void a_run_that_stops_starts_no_further_customer() {
        Consumer<UpdateContext> budgets = context -> {
            if (reads.get() == 5) throw BudgetFailure.of(MISCONFIGURED, "The setting is missing.");
        };
        var report = apply(budgets, 0, 60, 1, LONG);
        assertThat(reads).hasValue(5);
        assertThat(report.counts())
                .containsEntry(ReportedOutcome.UPDATED, 4)
                .containsEntry(ReportedOutcome.FAILED, 1)
                .containsEntry(ReportedOutcome.NOT_ATTEMPTED, 55);
        assertThat(report.stopped()).map(BudgetFailure::kind).contains(MISCONFIGURED);
    }

    @Test
    void a_finished_run_is_not_reported_as_stopped() {
        assertThat(apply(context -> {}, 0, 3, 2, LONG).stopped()).isEmpty();
    }

    @Test
    void places_are_free_again_after_every_outcome() {
        apply(
                context -> {
                    throw new IllegalStateException("a bug");
                },
                0,
                20,
                2,
                LONG);
        Consumer<UpdateContext> outside = context -> context.waitOutside(Duration.ofSeconds(1));
        apply(outside, 0, 20, 2, LONG, wait -> false);
        assertThat(apply(context -> {}, 0, 300, 2, LONG).counts()).containsEntry(ReportedOutcome.UPDATED, 300);
    }

    @Test
    void a_change_is_in_the_report_even_if_it_cannot_be_recorded() {
        var handler = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, expected) -> {});
        try {
            recorder = new Silent() {
                @Override
                public void attempted(BudgetAttempt attempt) {
                    throw new IllegalStateException("the log is full");
                }
            };
            assertThat(apply(context -> {}, 0, 3, 1, LONG).counts()).containsEntry(ReportedOutcome.UPDATED, 3);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
    }

    private PlanReport apply(Consumer<UpdateContext> budgets, int first, int customers, int atOnce, Duration time) {
        return apply(budgets, first, customers, atOnce, time, wait -> true);
    }

    private PlanReport apply(
            Consumer<UpdateContext> onRead,
            int first,
            int customers,
            int atOnce,
            Duration time,
            Predicate<Duration> sleeper) {
        sleeping.set(sleeper);
        var budgets = IntStream.range(first, first + customers)
                .mapToObj(i -> Plans.set(new UUID(4, i).toString(), "100"))
                .toList();
        var run = TestRuns.run("run", atOnce, Deadline.after(time, System::nanoTime), Duration.ofMinutes(1));
        return new ApplyBudgetPlan(new Budgets(onRead), new CustomerLocks(), places, Clock.systemUTC())
                .apply(
                        PreparedPlan.of(
                                new BudgetPlan("sha256:0", Optional.empty(), List.copyOf(budgets)),
                                Map.of(),
                                Instant.EPOCH),
                        run,
                        new BudgetPolicy(Optional.empty(), Optional.empty()),
                        recorder);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean met(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Budgets of 80 that can be set to anything. */
    private final class Budgets implements UsageBudgets {
        private final Consumer<UpdateContext> onRead;

        Budgets(Consumer<UpdateContext> onRead) {
            this.onRead = onRead;
        }

        @Override
        public SpendingBudget read(CustomerTenantId customer, UpdateContext context) {
            reads.incrementAndGet();
            onRead.accept(context);
            return SpendingBudget.of(Budget.of(new BigDecimal("80")));
        }

        @Override
        public SpendingBudget write(GuardedChange guarded, UpdateContext context) {
            var change = guarded.change();
            return SpendingBudget.of(change.asked());
        }
    }

    private static class Silent implements ApplyBudgetPlan.Recorder {
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
