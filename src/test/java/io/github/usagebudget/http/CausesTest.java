package io.github.usagebudget.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.http.NoResponse.Causes;
import io.github.usagebudget.http.NoResponse.FailureReason;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CausesTest {
    @Test
    void are_listed_from_the_failure_to_its_root() {
        var root = new IOException();
        var outer = new IllegalStateException(root);
        assertThat(Causes.of(outer)).containsExactly(outer, root);
        assertThat(Causes.of(null)).isEmpty();
        assertThat(Causes.first(outer, IOException.class)).containsSame(root);
        assertThat(Causes.first(outer, InterruptedException.class)).isEmpty();
    }

    @Test
    void a_cycle_of_causes_ends() {
        assertThat(Causes.of(ring())).hasSize(16);
        assertThat(FailureReason.of(ring(), true)).isEqualTo("no answer came");
        assertThat(FailureReason.isBeforeSending(ring())).isFalse();
    }

    private static Throwable ring() {
        var inner = new RuntimeException();
        var outer = new IllegalStateException(inner);
        inner.initCause(outer);
        return outer;
    }
}
