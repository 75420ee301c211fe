package io.github.usagebudget.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.http.CachedValue.Cached;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CachedValueConcurrencyTest {
    private static final int MANY = 64;

    private final SettableClock clock = new SettableClock("2026-11-24T10:00:00Z");
    private final CachedValue<String> remembered = new CachedValue<>(clock, clock);
    private final ExecutorService threads = Executors.newFixedThreadPool(MANY);
    private final CountDownLatch allAsking = new CountDownLatch(MANY);
    private final AtomicInteger fetches = new AtomicInteger();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void sixty_four_concurrent_threads_cause_one_fetch() throws Exception {
        askAtOnce(() -> fetched("value " + fetches.incrementAndGet()));
        assertThat(fetches).hasValue(1);
    }

    @Test
    void sixty_four_concurrent_threads_get_the_same_value() throws Exception {
        assertThat(askAtOnce(() -> fetched("value " + fetches.incrementAndGet())))
                .hasSize(64)
                .containsOnly("value 1");
    }

    @Test
    void sixty_four_concurrent_threads_cause_one_fetch_of_an_expired_value() throws Exception {
        remembered.get(far(), () -> fetched("stale"));
        clock.set("2026-11-24T10:05:00Z");
        assertThat(askAtOnce(() -> fetched("value " + fetches.incrementAndGet())))
                .containsOnly("value 1");
    }

    @Test
    void a_failure_reaches_all_threads_that_waited() throws Exception {
        var failure = new IllegalStateException("refused");
        var waiting = new FutureTask<>(() -> caught(() -> fetched("must not be asked")));
        caught(() -> {
            startAndLetWait(waiting);
            throw failure;
        });
        assertThat(waiting.get()).isSameAs(failure);
    }

    @Test
    void the_next_caller_after_a_shared_failure_fetches_again() throws Exception {
        var waiting = new FutureTask<>(() -> caught(() -> fetched("must not be asked")));
        caught(() -> {
            startAndLetWait(waiting);
            throw new IllegalStateException("refused");
        });
        waiting.get();
        assertThat(remembered.get(far(), () -> fetched("next"))).isEqualTo("next");
    }

    @Test
    void no_thread_waits_past_its_deadline_for_another() {
        var failures = new ArrayList<Throwable>();
        remembered.get(far(), () -> {
            var waiting = new Thread(() -> failures.add(catchThrowable(() ->
                    remembered.get(Deadline.after(Duration.ofMillis(1), clock), () -> fetched("must not be asked")))));
            waiting.start();
            joined(waiting);
            return fetched("late");
        });
        assertThat(failures)
                .singleElement()
                .isInstanceOfSatisfying(
                        BudgetFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(BudgetFailure.Kind.CREDENTIALS_UNAVAILABLE));
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The fetch ends only when all threads have started, so that every other thread finds it running or just done. */
    private List<String> askAtOnce(Supplier<Cached<String>> fetch) throws Exception {
        Callable<String> asking = () -> {
            allAsking.countDown();
            return remembered.get(far(), () -> {
                awaitAll();
                return fetch.get();
            });
        };
        var futures = new ArrayList<Future<String>>();
        for (var i = 0; i < MANY; i++) futures.add(threads.submit(asking));
        var values = new ArrayList<String>();
        for (var future : futures) values.add(future.get());
        return values;
    }

    private void awaitAll() {
        try {
            allAsking.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns when that thread waits inside {@link CachedValue}, as its stack trace shows. */
    private static void startAndLetWait(FutureTask<?> waiting) {
        var thread = new Thread(waiting);
        thread.start();
        while (!waits(thread) && !waiting.isDone()) Thread.onSpinWait();
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(CachedValue.class.getName()));
    }

    private Throwable caught(Supplier<Cached<String>> fetch) {
        try {
            remembered.get(far(), fetch);
            return null;
        } catch (IllegalStateException e) {
            return e;
        }
    }

    private Cached<String> fetched(String value) {
        return new Cached<>(value, clock.instant().plusSeconds(300), Instant.parse("2026-11-24T11:00:00Z"));
    }

    private Deadline far() {
        return Deadline.after(Duration.ofHours(1), clock);
    }
}
