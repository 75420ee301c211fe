package io.github.usagebudget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {
    private static final Instant END = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void ends_the_given_time_from_now() {
        assertThat(Deadline.after(Duration.ofSeconds(90), at("2026-11-24T09:58:30Z"))
                        .end())
                .isEqualTo(END);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-11-24T09:58:30Z, PT1M30S
            2026-11-24T10:00:00Z, PT0S
            2026-11-24T10:00:05Z, PT-5S
            """)
    void says_how_much_time_is_left(String now, Duration left) {
        assertThat(new Deadline(at(now), END).timeLeft()).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # now,                  step,  at most
            2026-11-24T09:59:00Z,     PT30S, PT30S
            2026-11-24T09:59:30Z,     PT30S, PT30S
            2026-11-24T09:59:50Z,     PT30S, PT10S
            2026-11-24T09:59:59.998Z, PT30S, PT0.002S
            # a step of no time at all would not fail as late, but as wrong
            2026-11-24T10:00:00Z,     PT30S, PT0.001S
            2026-11-24T10:00:05Z,     PT30S, PT0.001S
            """)
    void gives_a_step_no_more_than_is_left(String now, Duration step, Duration atMost) {
        assertThat(new Deadline(at(now), END).atMost(step)).isEqualTo(atMost);
    }

    private static Clock at(String now) {
        return Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    }
}
