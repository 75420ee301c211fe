package io.github.usagebudget.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Deadline;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkPlacesTest {
    private static final Deadline NOW = Deadline.after(Duration.ofNanos(1), () -> 0);

    private final WorkPlaces places = new WorkPlaces(wait -> true);

    @Test
    void there_are_as_many_places_as_configured() {
        places.resize(2);
        assertThat(places.enter(NOW)).isTrue();
        assertThat(places.enter(NOW)).isTrue();
        assertThat(places.enter(NOW)).isFalse();
        places.leave();
        assertThat(places.enter(NOW)).isTrue();
    }

    @Test
    void a_customer_that_waits_outside_frees_its_place() {
        places.resize(1);
        assertThat(places.enter(NOW)).isTrue();
        places.stepOut();
        assertThat(places.enter(NOW)).isTrue();
        assertThat(places.stepIn(NOW)).isFalse();
        places.leave();
        assertThat(places.stepIn(NOW)).isTrue();
        assertThat(places.enter(NOW)).isFalse();
    }

    @Test
    void the_number_of_customers_that_wait_outside_is_limited() {
        places.resize(1);
        for (var i = 0; i < WorkPlaces.MOST_OUTSIDE; i++) {
            assertThat(places.enter(NOW)).isTrue();
            places.stepOut();
        }
        assertThat(places.enter(NOW)).isTrue();
        places.stepOut();
        assertThat(places.enter(NOW)).isFalse();
        places.leaveFromOutside();
        assertThat(places.enter(NOW)).isTrue();
    }

    @Test
    void a_customer_that_gets_no_place_blocks_no_place_and_no_thread() {
        places.resize(1);
        assertThat(places.enter(NOW)).isTrue();
        for (var i = 0; i < 2 * WorkPlaces.MOST_OUTSIDE; i++)
            assertThat(places.enter(NOW)).isFalse();
        places.leave();
        assertThat(places.enter(NOW)).isTrue();
    }

    @Test
    void the_number_of_places_can_grow_and_shrink() {
        places.resize(1);
        assertThat(places.enter(NOW)).isTrue();
        places.resize(2);
        assertThat(places.enter(NOW)).isTrue();
        places.resize(1);
        places.leave();
        assertThat(places.enter(NOW)).isFalse();
        places.leave();
        assertThat(places.enter(NOW)).isTrue();
    }

    @Test
    void a_place_that_becomes_free_too_late_is_not_taken() {
        places.resize(1);
        assertThat(places.enter(Deadline.after(Duration.ZERO, () -> 0))).isFalse();
        assertThat(places.enter(NOW)).isTrue();
    }

    @Test
    void an_interrupted_thread_gets_no_place_and_keeps_its_interrupt_flag() throws InterruptedException {
        var told = new CountDownLatch(1);
        var thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            if (!places.enter(Deadline.after(Duration.ofHours(1), System::nanoTime))
                    && Thread.currentThread().isInterrupted()) told.countDown();
        });
        thread.start();
        thread.join();
        assertThat(told.getCount()).isZero();
    }
}
