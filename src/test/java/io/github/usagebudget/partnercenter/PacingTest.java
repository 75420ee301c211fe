package io.github.usagebudget.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pacing finds unknown limits, alone and next to other processes. Averages over seeds also have a bound for the worst seed. */
class PacingTest {
    private static final long SECOND = SimulatedLimit.SECOND;
    private static final int SEEDS = 20;

    private final Pacing pacing = new Pacing();

    @Test
    void no_request_waits_before_the_first_refusal() {
        for (var i = 0; i < 1000; i++) {
            assertThat(pacing.nextTurn(i)).isEqualTo(i);
            pacing.turnTaken(i);
            pacing.passed(i, i);
        }
    }

    @Test
    void refusals_of_one_customer_slow_down_no_other() {
        sendTenIn(SECOND / 10);
        for (var i = 0; i < 3; i++) pacing.refused(SECOND / 10 + i, SECOND / 10, "one", SECOND);
        assertThat(pacing.nextTurn(SECOND / 5)).isEqualTo(SECOND / 5);
    }

    @Test
    void after_refusals_of_two_customers_requests_are_spread_out() {
        sendTenIn(SECOND / 10);
        refuseTwo(SECOND / 10);
        pacing.turnTaken(SECOND / 10);
        // slower than the hundred per second that were refused
        assertThat(pacing.nextTurn(SECOND / 10)).isGreaterThan(SECOND / 10 + SECOND / 100);
    }

    @Test
    void refusals_of_requests_that_were_sent_before_slowing_down_do_not_slow_down_again() {
        sendTenIn(SECOND / 10);
        refuseTwo(SECOND / 10);
        pacing.turnTaken(SECOND / 10);
        var next = pacing.nextTurn(SECOND / 10);
        pacing.refused(SECOND / 10 + 1, SECOND / 20, "three", SECOND);
        assertThat(pacing.nextTurn(SECOND / 10)).isEqualTo(next);
    }

    @Test
    void nothing_is_sent_while_a_window_is_closed() {
        for (var i = 0; i < 5; i++) pacing.refused(i, 0, i, 57 * SECOND);
        assertThat(pacing.nextTurn(2 * SECOND)).isEqualTo(57 * SECOND + 4);
    }

    @Test
    void a_window_that_has_ended_leaves_no_limit() {
        for (var i = 0; i < 5; i++) pacing.refused(i, 0, i, 57 * SECOND);
        pacing.turnTaken(58 * SECOND);
        assertThat(pacing.nextTurn(58 * SECOND)).isEqualTo(58 * SECOND);
    }

    @Test
    void a_long_wait_of_one_customer_delays_no_other() {
        for (var i = 0; i < 100; i++) {
            pacing.passed(i * SECOND, i * SECOND);
            pacing.refused(i * SECOND + 1, i * SECOND, i, 60 * SECOND);
        }
        assertThat(pacing.nextTurn(100 * SECOND)).isEqualTo(100 * SECOND);
    }

    @Test
    void a_pace_is_forgotten_after_five_minutes_without_refusals() {
        refuseTwo(1);
        pacing.turnTaken(1);
        var later = 302 * SECOND;
        assertThat(pacing.nextTurn(later)).isEqualTo(later);
        pacing.turnTaken(later);
        assertThat(pacing.nextTurn(later)).isEqualTo(later);
    }

    @Test
    void batches_start_slowly_again_after_five_minutes_without_refusals() {
        pacing.batchStarts(0, 100);
        for (var now = 0L; now < 60 * SECOND; now = pacing.nextTurn(now)) {
            pacing.turnTaken(now);
            pacing.passed(now, now);
        }
        pacing.batchEnds(100);
        var later = 400 * SECOND;
        pacing.batchStarts(later, 100);
        pacing.turnTaken(pacing.nextTurn(later));
        assertThat(pacing.nextTurn(later) - later).isGreaterThan(SECOND);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # batches, requests in the first second of one process with one batch
            1,         1000
            10,        3
            100,       1
            """)
    void each_batch_starts_slower_if_there_are_more_batches(int batches, int most) {
        pacing.batchStarts(0, batches);
        var sent = 0;
        for (var now = 0L; now < SECOND; now += SECOND / 1000) {
            if (pacing.nextTurn(now) > now) continue;
            pacing.turnTaken(now);
            sent++;
        }
        assertThat(sent).isBetween(1, most);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # a second, burst, places, latency, of a refusal, customers, time <=, refused % <=
            50,  20, 8,  80, 2,  4000, 1.02, 0.65
            50,  20, 8,  80, 80, 4000, 1.02, 0.65
            100, 10, 8,  50, 2,  3000, 1.02, 0.65
            100, 10, 8,  50, 50, 3000, 1.02, 0.65
            100, 10, 16, 50, 2,  3000, 1.03, 0.85
            100, 200, 8, 50, 80, 10000, 1.02, 0.4
            10,  5,  8,  80, 80, 1000, 1.03, 2.5
            """)
    void one_limit_is_used_fully_and_hardly_any_request_is_refused(
            int limit, int burst, int places, int latency, int ofRefusal, int customers, double time, double refused) {
        var runs = runs(seed -> new PacingSimulation(SimulatedLimit.bucket(limit, burst, 1), latency, ofRefusal, seed)
                .run(places, customers));
        check(runs, (2.0 * customers - burst) / limit, time, 1.02 * time, refused, 1.3 * refused);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # % refused, wait, customers, latency, time <= (of a run without refusals)
            1,  1,  2000, 80, 1.7
            2,  1,  2000, 80, 1.6
            4,  1,  2000, 80, 1.5
            8,  1,  2000, 80, 1.5
            8,  1,  2000, 50, 1.5
            8,  5,  2000, 80, 2
            8,  10, 2000, 80, 2
            8,  1,  300,  80, 2.5
            15, 1,  2000, 80, 1.7
            """)
    void refusals_that_do_not_depend_on_the_rate_do_not_slow_down(
            int percent, int wait, int customers, int latency, double time) {
        var without = new PacingSimulation(SimulatedLimit.none(), latency, latency, 1)
                .run(8, customers)
                .seconds();
        var runs = runs(seed ->
                new PacingSimulation(SimulatedLimit.random(percent, wait), latency, latency, seed).run(8, customers));
        check(runs, without, time, 1.2 * time, 2.0 * percent, 2.0 * percent);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # batches of each process,  within s, burst, of a refusal, time <=, refused % <=
            100,                         0,  20,  80, 1.02, 0.1
            50 50,                       0,  200, 2,  1.1,  1.5
            25 25 25 25,                 0,  20,  80, 1.1,  2
            25 25 25 25,                 0,  200, 2,  1.1,  2
            32 32 32 4,                  5,  20,  2,  1.15, 2
            32 32 32 4,                  5,  200, 80, 1.15, 2
            4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4, 0,  20,  80, 1.2, 4
            4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4, 0,  200, 2,  1.2, 4
            4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4, 20, 20,  2,  1.2, 5
            """)
    void many_processes_share_one_limit(
            String batches, int within, int burst, int ofRefusal, double time, double refused) {
        var each = Arrays.stream(batches.split(" ")).mapToInt(Integer::parseInt).toArray();
        var runs = runs(seed -> new PacingSimulation(SimulatedLimit.bucket(100, burst, 1), 80, ofRefusal, seed)
                .batches(8, within, each));
        check(runs, (20_000.0 - burst) / 100, time, 1.1 * time, refused, 1.3 * refused);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # requests in 60 s, customers, latency, of a refusal, windows <=
            3000, 10000, 80, 80, 6.4
            3000, 10000, 20, 5,  6.4
            600,  2000,  80, 80, 6.4
            """)
    void a_windowed_limit_is_used_fully(int limit, int customers, int latency, int ofRefusal, double windows) {
        // 6 full windows and the start of a seventh
        var runs = runs(seed ->
                new PacingSimulation(SimulatedLimit.windows(limit, 60), latency, ofRefusal, seed).run(8, customers));
        check(runs, 60, windows, windows, 2, 2.5);
    }

    @Test
    void many_processes_use_a_windowed_limit_fully() {
        var each = new int[25];
        Arrays.fill(each, 4);
        var runs =
                runs(seed -> new PacingSimulation(SimulatedLimit.windows(3000, 60), 80, 80, seed).batches(8, 0, each));
        check(runs, 60, 6.4, 6.4, 9, 9);
    }

    @Test
    void a_limit_is_told_apart_from_other_refusals() {
        var limit = SimulatedLimit.random(8, 1);
        var runs = runs(
                seed -> new PacingSimulation(limit.and(SimulatedLimit.bucket(50, 20, 1)), 80, 80, seed).run(8, 4000));
        check(runs, 160, 1.5, 2, 15, 20);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # from, to, after s, seconds <=
            100,    30, 30,      200
            30,    100, 60,      140
            """)
    void a_changed_limit_is_found_again(int from, int to, int after, double seconds) {
        var runs = runs(seed -> {
            var limit = SimulatedLimit.bucket(from, 20, 1).until(after, SimulatedLimit.bucket(to, 20, 1));
            return new PacingSimulation(limit, 80, 80, seed).run(8, 4000);
        });
        check(runs, 1, seconds, seconds, 1, 1);
    }

    @Test
    void a_minute_in_which_everything_is_refused_fails_no_customer() {
        SimulatedLimit open = SimulatedLimit.none();
        SimulatedLimit closed = (now, random) -> SECOND;
        var runs = runs(seed -> new PacingSimulation(open.until(10, closed.until(70, open)), 80, 5, seed).run(8, 2000));
        check(runs, 100, 2, 2, 1, 1);
    }

    private static List<PacingSimulation> runs(LongFunction<PacingSimulation> run) {
        return LongStream.range(0, SEEDS).mapToObj(run).toList();
    }

    private static void check(
            List<PacingSimulation> runs, double ideal, double time, double worstTime, double refused, double worst) {
        var seconds = runs.stream().mapToDouble(PacingSimulation::seconds).summaryStatistics();
        var percent =
                runs.stream().mapToDouble(PacingSimulation::percentRefused).summaryStatistics();
        assertThat(runs).as("customers not done").allMatch(run -> run.notDone() == 0);
        assertThat(seconds.getAverage() / ideal).as("time").isLessThanOrEqualTo(time);
        assertThat(seconds.getMax() / ideal).as("longest time").isLessThanOrEqualTo(worstTime);
        assertThat(percent.getAverage()).as("%% refused").isLessThanOrEqualTo(refused);
        assertThat(percent.getMax()).as("most refused").isLessThanOrEqualTo(worst);
    }

    private void sendTenIn(long time) {
        for (var i = 0; i < 10; i++) pacing.turnTaken(i * time / 10);
    }

    private void refuseTwo(long now) {
        pacing.refused(now, now, "one", SECOND);
        pacing.refused(now, now, "two", SECOND);
    }
}
