package io.github.usagebudget.readiness;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.readiness.Probe.Subject;
import io.github.usagebudget.readiness.Readiness.Check;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private record Found(Subject subject, Supplier<String> what) implements Probe {
        @Override
        public String look(Deadline deadline) {
            return what.get();
        }
    }

    @Test
    void looks_at_one_thing_after_the_other_whatever_order_they_come_in() {
        var readiness = examined(new Found(Subject.TOKEN, () -> "t"), new Found(Subject.SETTINGS, () -> "s"));
        assertThat(readiness.ready()).isTrue();
        assertThat(readiness.checks()).containsExactly(new Check("settings", true, "s"), new Check("token", true, "t"));
    }

    @Test
    void tries_nothing_after_a_failure() {
        var readiness = examined(
                new Found(Subject.IDENTITY, () -> {
                    throw BudgetFailure.of(MISCONFIGURED, "assign one");
                }),
                new Found(Subject.SECRET, () -> {
                    throw new AssertionError("this was not to be tried");
                }));
        assertThat(readiness.ready()).isFalse();
        assertThat(readiness.checks())
                .containsExactly(
                        new Check("identity", false, "assign one"),
                        new Check("secret", false, "Not tried, because identity is not in order."));
    }

    @Test
    void a_fault_of_ours_is_an_answer_too_and_quotes_nothing() {
        var readiness = examined(new Found(Subject.PARTNER_CENTER, () -> {
            throw new IllegalStateException("Bearer s3cret");
        }));
        assertThat(readiness.checks())
                .containsExactly(
                        new Check("partner-center", false, "A fault of ours: java.lang.IllegalStateException."));
    }

    private static Readiness examined(Probe... probes) {
        return new Doctor(List.of(probes)).examine(Deadline.after(Duration.ofMinutes(1), System::nanoTime));
    }
}
