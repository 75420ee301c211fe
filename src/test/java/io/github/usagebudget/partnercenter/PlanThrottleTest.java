package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UpdateContext.RunPlace;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.simulator.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlanThrottleTest {
    private static final Duration UPDATE = Duration.ofSeconds(90);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-26T08:00:00Z"));
    private final PlanThrottle throttle = new PlanThrottle(time, time::nanos, time::advance);

    @Test
    void no_request_waits_without_a_reason() {
        var before = time.nanos();
        for (var i = 0; i < 100; i++) throttle.awaitTurn(context(Duration.ofMinutes(4)));
        assertThat(time.nanos()).isEqualTo(before);
    }

    @Test
    void waiting_for_a_turn_does_not_count_towards_the_customers_deadline() {
        closeWindow(50);
        var context = context(Duration.ofMinutes(4));
        var before = time.nanos();
        var sent = throttle.awaitTurn(context);
        assertThat(Duration.ofNanos(sent - before)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(51));
        assertThat(context.deadline().timeLeft()).isEqualTo(UPDATE);
    }

    @Test
    void a_deadline_is_never_later_than_the_end_of_the_run() {
        closeWindow(50);
        var context = context(Duration.ofSeconds(100));
        throttle.awaitTurn(context);
        assertThat(context.deadline().timeLeft()).isLessThanOrEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void a_turn_after_the_end_of_the_run_is_not_awaited() {
        closeWindow(50);
        var before = time.nanos();
        var failure =
                catchThrowableOfType(BudgetFailure.class, () -> throttle.awaitTurn(context(Duration.ofSeconds(40))));
        assertThat(failure.kind()).isEqualTo(THROTTLED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(50));
        assertThat(time.nanos()).isEqualTo(before);
    }

    @Test
    void no_wait_is_longer_than_a_window() {
        closeWindow(3600);
        var before = time.nanos();
        var sent = throttle.awaitTurn(context(Duration.ofMinutes(4)));
        assertThat(Duration.ofNanos(sent - before)).isLessThan(Duration.ofSeconds(61));
    }

    @Test
    void the_rate_stays_when_one_batch_has_ended() {
        throttle.batchStarts(100);
        throttle.batchEnds(100);
        var context = context(Duration.ofMinutes(4));
        throttle.awaitTurn(context);
        var before = time.nanos();
        throttle.awaitTurn(context);
        assertThat(Duration.ofNanos(time.nanos() - before)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void refusals_are_counted() {
        closeWindow(1);
        assertThat(throttle.refusals()).isEqualTo(5);
    }

    private void closeWindow(int seconds) {
        for (var i = 0; i < 5; i++)
            throttle.answered(
                    time.nanos(),
                    new CustomerTenantId(new UUID(4, i)),
                    new HttpReply(429, Map.of("Retry-After", "" + seconds), new byte[0]));
    }

    private UpdateContext context(Duration runsFor) {
        var end = Deadline.after(runsFor, time::nanos);
        RunPlace place = new RunPlace() {
            @Override
            public boolean waitOutside(Duration wait) {
                throw new AssertionError("the pace is awaited in the place");
            }

            @Override
            public Deadline end() {
                return end;
            }
        };
        return new UpdateContext(UUID.randomUUID(), UUID.randomUUID(), Deadline.after(UPDATE, time::nanos))
                .inRun(place);
    }
}
