package io.github.usagebudget.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usagebudget.budget.UpdateContext.RunPlace;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CustomerLocksTest {
    private static final CustomerTenantId ANOTHER =
            CustomerTenantId.parse("11111111-2222-4333-8444-555555555555").orElseThrow();

    private final CustomerLocks locks = new CustomerLocks();

    @Test
    void one_of_eight_updates_with_the_same_expected_amount_succeeds() throws Exception {
        var budgets = new InMemoryBudgets().with(Budget.of(new BigDecimal("80")));
        var policy = new BudgetPolicy(Optional.empty(), Optional.empty());
        var update = new UpdateUsageBudget(budgets, policy, locks, false);
        var callers = new ArrayList<Callable<String>>();
        for (var i = 0; i < 8; i++) {
            var change = Changes.expecting(Budget.of(new BigDecimal("80")), Changes.to("10" + i));
            callers.add(() -> outcome(update, change));
        }
        var threads = Executors.newFixedThreadPool(8);
        try {
            assertThat(threads.invokeAll(callers).stream().map(CustomerLocksTest::value))
                    .containsOnlyOnce("UPDATED")
                    .allMatch(outcome -> outcome.equals("UPDATED") || outcome.equals("budget-changed"));
        } finally {
            threads.shutdownNow();
        }
        assertThat(locks.size()).as("locks that remain").isZero();
    }

    @Test
    void an_update_waits_for_another_until_its_deadline() throws Exception {
        var other = new OtherUpdate();
        try {
            assertThatThrownBy(() -> locks.locked(Changes.CUSTOMER, single(Duration.ofMillis(1)), () -> "mine"))
                    .isInstanceOf(BudgetFailure.class)
                    .hasMessageContaining("nothing was written");
            assertThat(locks.<String>locked(ANOTHER, single(Duration.ofMillis(1)), () -> "another customer"))
                    .isEqualTo("another customer");
        } finally {
            other.end();
        }
        assertThat(locks.size()).isZero();
    }

    @Test
    void an_update_in_a_run_frees_its_place_while_it_waits_for_another() throws Exception {
        var other = new OtherUpdate();
        var outside = new ArrayList<Duration>();
        var context = inRun(wait -> {
            outside.add(wait);
            other.end();
            return true;
        });
        assertThat(locks.<String>locked(Changes.CUSTOMER, context, () -> "mine"))
                .isEqualTo("mine");
        assertThat(outside).hasSize(1);
        assertThat(locks.size()).isZero();
    }

    @Test
    void an_update_in_a_run_waits_for_another_until_the_run_ends() throws Exception {
        var other = new OtherUpdate();
        try {
            assertThatThrownBy(() -> locks.locked(Changes.CUSTOMER, inRun(wait -> false), () -> "mine"))
                    .hasMessageContaining("nothing was written");
        } finally {
            other.end();
        }
    }

    /** An update of the customer that runs in another thread and ends on demand. */
    private final class OtherUpdate {
        private final CountDownLatch end = new CountDownLatch(1);
        private final Thread thread;

        OtherUpdate() throws InterruptedException {
            var running = new CountDownLatch(1);
            thread = new Thread(() -> locks.locked(Changes.CUSTOMER, single(Duration.ofMinutes(1)), () -> {
                running.countDown();
                return awaited(end);
            }));
            thread.start();
            running.await();
        }

        void end() {
            end.countDown();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static UpdateContext inRun(Predicate<Duration> outside) {
        RunPlace place = new RunPlace() {
            @Override
            public boolean waitOutside(Duration wait) {
                return outside.test(wait);
            }

            @Override
            public Deadline end() {
                return deadline(Duration.ofMinutes(4));
            }
        };
        return single(Duration.ofMinutes(1)).inRun(place);
    }

    private static UpdateContext single(Duration time) {
        return new UpdateContext(UUID.randomUUID(), UUID.randomUUID(), deadline(time));
    }

    private static String outcome(UpdateUsageBudget update, BudgetChange change) {
        var attempt = update.attempt(change, Optional.empty(), single(Duration.ofMinutes(1)));
        return attempt.failure()
                .map(failure -> failure.kind().code())
                .orElse(attempt.outcome().name());
    }

    private static Deadline deadline(Duration time) {
        return Deadline.after(time, System::nanoTime);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String value(Future<String> outcome) {
        try {
            return outcome.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
