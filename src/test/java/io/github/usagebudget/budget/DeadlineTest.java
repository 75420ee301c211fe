package io.github.usagebudget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Deadline.Ticker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {
    private static final Duration END = Duration.ofSeconds(600);

    @Test
    void ends_after_the_given_time() {
        assertThat(Deadline.after(Duration.ofSeconds(90), at(Duration.ofSeconds(510)))
                        .end())
                .isEqualTo(END.toNanos());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # now, left,    passed
            PT510S, PT1M30S, false
            PT600S, PT0S,    true
            PT605S, PT-5S,   true
            """)
    void returns_the_time_left(Duration now, Duration left, boolean passed) {
        assertThat(deadline(now).timeLeft()).isEqualTo(left);
        assertThat(deadline(now).hasPassed()).isEqualTo(passed);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # now,   step,  at most
            PT540S,    PT30S, PT30S
            PT570S,    PT30S, PT30S
            PT590S,    PT30S, PT10S
            PT599.998S, PT30S, PT0.002S
            # a timeout of zero would be an invalid argument
            PT600S,    PT30S, PT0.001S
            PT605S,    PT30S, PT0.001S
            """)
    void limits_a_step_to_the_time_left(Duration now, Duration step, Duration atMost) {
        assertThat(deadline(now).atMost(step)).isEqualTo(atMost);
    }

    @Test
    void can_be_postponed_and_compared() {
        var deadline = deadline(Duration.ZERO);
        var later = deadline.plus(Duration.ofSeconds(1));
        assertThat(later.timeLeft()).isEqualTo(Duration.ofSeconds(601));
        assertThat(later.orEarlier(deadline)).isEqualTo(deadline);
        assertThat(deadline.orEarlier(later)).isEqualTo(deadline);
    }

    @Test
    void survives_a_ticker_that_overflows() {
        var deadline = Deadline.after(Duration.ofSeconds(2), () -> Long.MAX_VALUE - 1);
        assertThat(deadline.timeLeft()).isEqualTo(Duration.ofSeconds(2));
        assertThat(deadline.hasPassed()).isFalse();
    }

    private static Deadline deadline(Duration now) {
        return new Deadline(at(now), END.toNanos());
    }

    private static Ticker at(Duration now) {
        return now::toNanos;
    }
}
