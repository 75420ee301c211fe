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
    void there_are_as_many_places_as_set() {
        places.resize(2);
        assertThat(places.enter(NOW)).isTrue();
        assertThat(places.enter(NOW)).isTrue();
        assertThat(places.enter(NOW)).isFalse();
        places.leave();
        assertThat(places.enter(NOW)).isTrue();
    }

    @Test
    void a_customer_outside_leaves_its_place_to_another() {
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
    void no_more_customers_start_than_can_be_outside() {
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
    void a_customer_that_got_no_place_holds_no_place_and_no_thread() {
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
    void a_place_that_is_free_too_late_is_not_taken() {
        places.resize(1);
        assertThat(places.enter(Deadline.after(Duration.ZERO, () -> 0))).isFalse();
        assertThat(places.enter(NOW)).isTrue();
    }

    @Test
    void an_interrupted_thread_gets_no_place_and_stays_interrupted() throws InterruptedException {
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
