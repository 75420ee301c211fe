package io.github.usagebudget.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.http.CachedValue.Cached;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedValueTest {
    private static final BudgetFailure PASSING = BudgetFailure.of(Kind.CREDENTIALS_UNAVAILABLE, "later");
    private static final BudgetFailure LASTING = BudgetFailure.of(Kind.MISCONFIGURED, "never");

    private final SettableClock clock = new SettableClock("2026-11-24T10:00:00Z");
    private final CachedValue<String> remembered = new CachedValue<>(clock, clock);

    @Test
    void is_fetched_on_first_use() {
        assertThat(remembered.get(far(), fetched("first"))).isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T10:00:00Z", "2026-11-24T10:04:59.999Z"})
    void comes_from_the_cache_while_it_is_fresh(String now) {
        remembered.get(far(), fetched("first"));
        clock.set(now);
        assertThat(remembered.get(far(), fetched("second"))).isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T10:05:00Z", "2026-11-24T12:00:00Z"})
    void is_fetched_again_when_it_is_no_longer_fresh(String now) {
        remembered.get(far(), fetched("first"));
        clock.set(now);
        assertThat(remembered.get(far(), fetched("second"))).isEqualTo("second");
    }

    @Test
    void each_fetched_value_is_cached() {
        remembered.get(far(), fetched("first"));
        clock.set("2026-11-24T10:05:00Z");
        remembered.get(far(), fetched("second"));
        assertThat(remembered.get(far(), fetched("third"))).isEqualTo("second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T10:05:00Z", "2026-11-24T10:59:59.999Z"})
    void is_served_stale_during_a_retryable_failure(String now) {
        remembered.get(far(), fetched("first"));
        clock.set(now);
        assertThat(remembered.get(far(), failing(PASSING))).isEqualTo("first");
    }

    @Test
    void is_fetched_again_after_it_was_served_stale() {
        remembered.get(far(), fetched("first"));
        clock.set("2026-11-24T10:05:00Z");
        remembered.get(far(), failing(PASSING));
        assertThat(remembered.get(far(), fetched("second"))).isEqualTo("second");
    }

    /** The clock is set back by two hours after the value was fetched, and then minutes go by. */
    @Test
    void is_not_kept_longer_if_the_clock_is_set_back() {
        var elapsed = new AtomicLong();
        var kept = new CachedValue<String>(clock, elapsed::get);
        kept.get(far(), fetched("first"));
        clock.set("2026-11-24T08:00:00Z");
        elapsed.set(Duration.ofMinutes(5).toNanos() - 1);
        assertThat(kept.get(far(), fetched("second"))).isEqualTo("first");
        elapsed.set(Duration.ofMinutes(5).toNanos());
        assertThat(kept.get(far(), failing(PASSING))).isEqualTo("first");
        elapsed.set(Duration.ofHours(1).toNanos());
        assertThatThrownBy(() -> kept.get(far(), failing(PASSING))).isSameAs(PASSING);
        assertThat(kept.get(far(), fetched("second"))).isEqualTo("second");
    }

    /** Elapsed time can stop while the machine sleeps, but a token still expires. */
    @Test
    void is_not_kept_past_its_expiry_by_the_clock() {
        var kept = new CachedValue<String>(clock, () -> 0);
        kept.get(far(), fetched("first"));
        clock.set("2026-11-24T10:05:00Z");
        assertThat(kept.get(far(), fetched("second"))).isEqualTo("second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T11:00:00Z", "2026-11-24T12:00:00Z"})
    void is_not_served_past_its_limit(String now) {
        remembered.get(far(), fetched("first"));
        clock.set(now);
        assertThatThrownBy(() -> remembered.get(far(), failing(PASSING))).isSameAs(PASSING);
    }

    @Test
    void is_not_served_stale_after_a_failure_that_is_not_retryable() {
        remembered.get(far(), fetched("first"));
        clock.set("2026-11-24T10:05:00Z");
        assertThatThrownBy(() -> remembered.get(far(), failing(LASTING))).isSameAs(LASTING);
    }

    /** An internal error must show, and not hide behind an old value. */
    @Test
    void is_not_served_stale_after_an_internal_error() {
        var fault = new IllegalStateException("a bug");
        remembered.get(far(), fetched("first"));
        clock.set("2026-11-24T10:05:00Z");
        assertThatThrownBy(() -> remembered.get(far(), failing(fault))).isSameAs(fault);
    }

    @Test
    void a_failure_without_a_stale_value_is_thrown_as_it_is() {
        assertThatThrownBy(() -> remembered.get(far(), failing(PASSING))).isSameAs(PASSING);
    }

    @Test
    void a_failure_is_not_cached() {
        assertThatThrownBy(() -> remembered.get(far(), failing(PASSING))).isSameAs(PASSING);
        assertThat(remembered.get(far(), fetched("second"))).isEqualTo("second");
    }

    @Test
    void a_refused_value_is_dropped() {
        remembered.get(far(), fetched("first"));
        remembered.forget("first");
        assertThat(remembered.get(far(), fetched("second"))).isEqualTo("second");
    }

    /** A caller that is refused late must not drop what another one has fetched meanwhile. */
    @Test
    void another_value_than_the_refused_one_is_kept() {
        remembered.get(far(), fetched("first"));
        remembered.forget("an older one");
        assertThat(remembered.get(far(), fetched("second"))).isEqualTo("first");
    }

    /** Two equal secrets are the same secret, whichever object holds it. */
    @Test
    void a_refused_value_is_compared_by_content() {
        remembered.get(far(), fetched("first"));
        remembered.forget(new StringBuilder("first").toString());
        assertThat(remembered.get(far(), fetched("second"))).isEqualTo("second");
    }

    @Test
    void a_refused_value_is_not_served_stale() {
        remembered.get(far(), fetched("first"));
        remembered.forget("first");
        assertThatThrownBy(() -> remembered.get(far(), failing(PASSING))).isSameAs(PASSING);
    }

    @Test
    void nothing_is_dropped_before_the_first_fetch() {
        remembered.forget("first");
        assertThat(remembered.get(far(), fetched("second"))).isEqualTo("second");
    }

    @Test
    void a_cached_value_never_shows_its_content() {
        assertThat(fetched("hunter2").get()).hasToString("[cached until 2026-11-24T11:00:00Z]");
    }

    /** Fresh for five minutes from ten o'clock, usable for an hour. */
    private Supplier<Cached<String>> fetched(String value) {
        return () -> new Cached<>(value, clock.instant().plusSeconds(300), Instant.parse("2026-11-24T11:00:00Z"));
    }

    private static Supplier<Cached<String>> failing(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }

    private Deadline far() {
        return Deadline.after(Duration.ofHours(1), clock);
    }
}
