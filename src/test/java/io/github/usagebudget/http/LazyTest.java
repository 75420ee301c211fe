package io.github.usagebudget.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usagebudget.http.CachedValue.Lazy;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LazyTest {
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void is_not_made_before_its_first_use() {
        var unused = new Lazy<>(made::incrementAndGet);
        assertThat(made).as("made by %s", unused).hasValue(0);
    }

    @Test
    void is_made_once() {
        var lazy = new Lazy<>(made::incrementAndGet);
        lazy.get();
        assertThat(lazy.get()).isEqualTo(1);
    }

    @Test
    void a_failure_is_thrown_as_it_is() {
        var failure = new IllegalStateException("not set");
        var lazy = new Lazy<String>(() -> {
            throw failure;
        });
        assertThatThrownBy(lazy::get).isSameAs(failure);
    }

    @Test
    void is_made_again_after_a_failure() {
        var lazy = new Lazy<>(() -> {
            if (made.incrementAndGet() == 1) throw new IllegalStateException("not set yet");
            return "made";
        });
        assertThatThrownBy(lazy::get).hasMessage("not set yet");
        assertThat(lazy.get()).isEqualTo("made");
    }

    @Test
    @Timeout(value = 30, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void is_made_once_for_sixty_four_concurrent_threads() throws Exception {
        var start = new CyclicBarrier(64);
        var lazy = new Lazy<>(() -> {
            // lets the other threads arrive
            Thread.yield();
            return made.incrementAndGet();
        });
        var threads = Executors.newFixedThreadPool(64);
        var values = new ArrayList<Future<Integer>>();
        for (var i = 0; i < 64; i++)
            values.add(threads.submit(() -> {
                start.await();
                return lazy.get();
            }));
        threads.shutdown();
        for (var value : values) value.get();
        assertThat(made).hasValue(1);
    }
}
