package io.github.usagebudget.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.simulator.VirtualTime;
import io.smallrye.mutiny.Uni;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrierTest {
    private static final Retrier.Policy POLICY =
            new Retrier.Policy(3, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(60));
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T08:00:00Z"));
    private final long start = time.nanos();

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
    void waits_as_long_as_requested_if_there_is_time(int tries, Duration asked, Duration left, Duration wait) {
        assertThat(POLICY.waitAfter(tries, Optional.of(asked), left, new Random(1)))
                .isEqualTo(Optional.ofNullable(wait));
    }

    @ParameterizedTest
    @CsvSource({"1,1000", "2,2000"})
    void waits_a_random_time_up_to_the_doubled_delay(int tries, long most) {
        assertThat(longest(POLICY, tries)).isEqualTo(most);
        assertThat(shortest(POLICY, tries)).isZero();
    }

    @Test
    void a_random_wait_is_never_longer_than_the_longest_delay() {
        var patient = new Retrier.Policy(100, Duration.ofSeconds(1), Duration.ofSeconds(3), AN_HOUR);
        assertThat(longest(patient, 3)).isEqualTo(3000);
        assertThat(longest(patient, 99)).isEqualTo(3000);
    }

    @Test
    void does_not_choose_a_wait_for_which_there_is_no_time() {
        assertThat(POLICY.waitAfter(1, Optional.empty(), Duration.ofMillis(1000), highest()))
                .isEmpty();
        assertThat(POLICY.waitAfter(1, Optional.empty(), Duration.ofMillis(1001), highest()))
                .contains(Duration.ofMillis(1000));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # answers,      last, requests
                    200,            200,  1
                    503 200,        200,  2
                    429 408 200,    200,  3
                    500 500 500,    500,  3
                    501,            501,  1
                    403,            403,  1
                    none 200,       200,  2
                    400 200,        200,  2
                    503 none none,  none, 3
                    400 400 400,    none, 3
                    """)
    void sends_at_most_three_requests_for_credentials(String answers, String last, int requests) {
        var script = new ArrayDeque<>(List.of(answers.split(" ")));
        var retrier = new Retrier(time, time::advance, highest());
        assertThat(asked(retrier, script)).isEqualTo(last);
        assertThat(answers.split(" ").length - script.size()).isEqualTo(requests);
        // up to 200 ms after the first request, up to 400 ms after the second
        assertThat(Duration.ofNanos(time.nanos() - start))
                .hasMillis(List.of(0, 200, 600).get(requests - 1));
    }

    @Test
    void stops_if_the_thread_is_interrupted() {
        var script = new ArrayDeque<>(List.of("503", "200"));
        var retrier = new Retrier(
                time,
                wait -> {
                    throw new InterruptedException();
                },
                highest());
        assertThat(asked(retrier, script)).isEqualTo("503");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(script).containsExactly("200");
    }

    @Test
    void waits_as_long_as_the_caller_decides() {
        var waits = new ArrayList<Duration>();
        var retrier = new Retrier(time, time::advance, highest());
        assertThat(retrier.waitsBeforeRetry(POLICY, 1, Optional.of(AN_HOUR), AN_HOUR, waits::add))
                .isFalse();
        assertThat(retrier.waitsBeforeRetry(POLICY, 2, Optional.empty(), AN_HOUR, waits::add))
                .isTrue();
        assertThat(waits).containsExactly(Duration.ofSeconds(2));
        assertThat(time.nanos()).isEqualTo(start);
    }

    /** The status of the answer that counts, or "none". */
    private String asked(Retrier retrier, Queue<String> script) {
        try {
            var rules = Retrier.Rules.passing(answer -> Retrier.passing(answer.status()));
            var deadline = Deadline.after(AN_HOUR, time::nanos);
            return ""
                    + retrier.ask(() -> answer(script.remove()), rules, deadline)
                            .status();
        } catch (NoResponse e) {
            return "none";
        }
    }

    private static Uni<RestResponse<byte[]>> answer(String status) {
        return status.equals("none")
                ? Uni.createFrom().failure(new ConnectException())
                : Uni.createFrom()
                        .item(ResponseBuilder.<byte[]>create(Integer.parseInt(status))
                                .build());
    }

    private static long longest(Retrier.Policy policy, int tries) {
        return policy.waitAfter(tries, Optional.empty(), AN_HOUR, highest())
                .orElseThrow()
                .toMillis();
    }

    private static long shortest(Retrier.Policy policy, int tries) {
        return policy.waitAfter(tries, Optional.empty(), AN_HOUR, lowest())
                .orElseThrow()
                .toMillis();
    }

    private static RandomGenerator highest() {
        return new Fixed(true);
    }

    private static RandomGenerator lowest() {
        return new Fixed(false);
    }

    /** Always the highest possible number, or the lowest. */
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
