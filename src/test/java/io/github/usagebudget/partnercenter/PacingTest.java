package io.github.usagebudget.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pace finds a limit that nobody tells it: a simulation of workers before a token bucket, event by event. */
class PacingTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void nobody_waits_before_anybody_was_refused() {
        var pacing = new Pacing();
        for (var i = 0; i < 1000; i++) {
            assertThat(pacing.turn(i)).isEqualTo(i);
            pacing.passed(i);
        }
    }

    @Test
    void after_a_refusal_requests_go_out_one_after_the_other() {
        var pacing = new Pacing();
        for (var i = 0; i < 10; i++) pacing.turn(i * SECOND / 100);
        pacing.refused(SECOND / 10);
        var first = pacing.turn(SECOND / 10);
        var second = pacing.turn(SECOND / 10);
        // slower than the hundred a second that was too much
        assertThat(second - first).isGreaterThan(SECOND / 100);
    }

    @Test
    void nothing_goes_out_while_a_window_is_closed() {
        var pacing = new Pacing();
        pacing.turn(0);
        pacing.refused(1);
        pacing.holdUntil(57 * SECOND);
        assertThat(pacing.turn(2 * SECOND)).isEqualTo(57 * SECOND);
    }

    @Test
    void a_pace_is_forgotten_after_five_quiet_minutes() {
        var pacing = new Pacing();
        pacing.turn(0);
        pacing.refused(1);
        var later = 302 * SECOND;
        assertThat(pacing.turn(later)).isEqualTo(later);
        assertThat(pacing.turn(later)).isEqualTo(later);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # requests a second, burst, workers, latency ms, requests, retry after s
            100, 10, 8,  50, 6000, 1
            100, 10, 16, 50, 6000, 1
            100, 10, 8,  10, 6000, 1
            100, 10, 8,  50, 60000, 1
            50,  10, 8,  50, 6000, 1
            """)
    void the_rate_found_is_the_limit_and_hardly_anybody_is_refused(
            long limit, long burst, int workers, long latency, int requests, long retryAfter) {
        var world = new World(limit, burst, workers, latency * 1_000_000, retryAfter * SECOND);
        world.send(requests);
        assertThat(world.achieved()).as("%% of the limit").isGreaterThanOrEqualTo(95);
        // an unknown limit is met at first with what is sent at once
        assertThat(world.refusals).isLessThan(Math.max(requests / 100, requests * 3 / 200));
    }

    /** Workers, each with one request at a time, before a token bucket. */
    private static final class World {
        private record Event(long at, long order, Runnable what) {}

        private final Pacing pacing = new Pacing();
        private final PriorityQueue<Event> events =
                new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
        private final long limit;
        private final long burst;
        private final int workers;
        private final long latency;
        private final long retryAfter;
        private long order;
        private long now;
        private long filledAt;
        private long tokens;
        private int left;
        private int served;
        private int refusals;

        World(long limit, long burst, int workers, long latency, long retryAfter) {
            this.limit = limit;
            this.burst = burst;
            this.workers = workers;
            this.latency = latency;
            this.retryAfter = retryAfter;
            this.tokens = burst * SECOND;
        }

        void send(int requests) {
            left = requests;
            for (var i = 0; i < workers; i++) at(0, this::next);
            while (!events.isEmpty()) {
                var event = events.poll();
                now = event.at();
                event.what().run();
            }
        }

        /** Served requests in per cent of what the limit allows in that time. */
        long achieved() {
            return served * SECOND / limit * 100 / now;
        }

        private void at(long time, Runnable what) {
            events.add(new Event(time, order++, what));
        }

        private void next() {
            if (left == 0) return;
            left--;
            attempt();
        }

        private void attempt() {
            at(pacing.turn(now), this::arrive);
        }

        private void arrive() {
            tokens = Math.min(burst * SECOND, tokens + (now - filledAt) * limit);
            filledAt = now;
            if (tokens >= SECOND) {
                tokens -= SECOND;
                at(now + latency, () -> {
                    served++;
                    pacing.passed(now);
                    next();
                });
            } else
                at(now + latency, () -> {
                    refusals++;
                    pacing.refused(now);
                    at(now + retryAfter, this::attempt);
                });
        }
    }
}
