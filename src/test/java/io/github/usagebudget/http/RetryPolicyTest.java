package io.github.usagebudget.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final RetryPolicy SCHEDULE =
            new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(60));
    private static final Duration AN_HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # tries, asked for, time left, wait
                    1,       PT57S,     PT58S,     PT57S
                    2,       PT57S,     PT58S,     PT57S
                    3,       PT57S,     PT58S,
                    4,       PT57S,     PT58S,
                    1,       PT57S,     PT57S,
                    1,       PT60S,     PT1H,      PT60S
                    1,       PT61S,     PT1H,
                    1,       PT0S,      PT1S,      PT0S
                    1,       PT0S,      PT0S,
                    1,       PT0S,      PT-1S,
                    """)
    void waits_as_asked_if_that_fits(int tries, Duration asked, Duration left, Duration wait) {
        assertThat(SCHEDULE.waitAfter(tries, Optional.of(asked), left, new Random(1)))
                .isEqualTo(Optional.ofNullable(wait));
    }

    @ParameterizedTest
    @CsvSource({"1,1000", "2,2000"})
    void waits_anything_up_to_the_doubled_delay(int tries, long most) {
        assertThat(longest(SCHEDULE, tries)).isEqualTo(most);
        assertThat(shortest(SCHEDULE, tries)).isZero();
    }

    @Test
    void never_chooses_to_wait_longer_than_the_longest_delay() {
        var patient = new RetryPolicy(100, Duration.ofSeconds(1), Duration.ofSeconds(3), AN_HOUR);
        assertThat(longest(patient, 3)).isEqualTo(3000);
        assertThat(longest(patient, 99)).isEqualTo(3000);
    }

    @Test
    void does_not_choose_a_wait_for_which_there_is_no_time() {
        assertThat(SCHEDULE.waitAfter(1, Optional.empty(), Duration.ofMillis(1000), highest()))
                .isEmpty();
        assertThat(SCHEDULE.waitAfter(1, Optional.empty(), Duration.ofMillis(1001), highest()))
                .contains(Duration.ofMillis(1000));
    }

    private static long longest(RetryPolicy schedule, int tries) {
        return schedule.waitAfter(tries, Optional.empty(), AN_HOUR, highest())
                .orElseThrow()
                .toMillis();
    }

    private static long shortest(RetryPolicy schedule, int tries) {
        return schedule.waitAfter(tries, Optional.empty(), AN_HOUR, lowest())
                .orElseThrow()
                .toMillis();
    }

    private static RandomGenerator highest() {
        return new Fixed(true);
    }

    private static RandomGenerator lowest() {
        return new Fixed(false);
    }

    /** Always the highest number that may come, or the lowest. */
    private record Fixed(boolean high) implements RandomGenerator {
        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long bound) {
            return high ? bound - 1 : 0;
        }
    }
}
