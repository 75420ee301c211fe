package io.github.usagebudget.readiness;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.http.RestClients.AskedHosts;
import io.github.usagebudget.readiness.ReadinessService.Readiness;
import io.github.usagebudget.readiness.ReadinessService.Readiness.Check;
import io.github.usagebudget.readiness.ReadinessService.ReadinessCheck;
import io.github.usagebudget.readiness.ReadinessService.ReadinessCheck.Subject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessServiceTest {
    private record Found(Subject subject, Supplier<String> what) implements ReadinessCheck {
        @Override
        public String look(Deadline deadline) {
            return what.get();
        }
    }

    @Test
    void runs_the_checks_in_their_order() {
        var readiness = examined(new Found(Subject.TOKEN, () -> "t"), new Found(Subject.SETTINGS, () -> "s"));
        assertThat(readiness.ready()).isTrue();
        assertThat(readiness.checks()).containsExactly(new Check("settings", true, "s"), new Check("token", true, "t"));
    }

    @Test
    void runs_no_check_after_a_failed_one() {
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
    void an_internal_error_is_a_failed_check_and_quotes_nothing() {
        var readiness = examined(new Found(Subject.PARTNER_CENTER, () -> {
            throw new IllegalStateException("Bearer s3cret");
        }));
        assertThat(readiness.checks())
                .containsExactly(
                        new Check("partner-center", false, "Internal error: java.lang.IllegalStateException."));
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com,login.microsoftonline.com",
        "https://vault.example:8443/a/path,vault.example:8443",
        "http://127.0.0.1:41601/msi/token,127.0.0.1:41601 (loopback)",
        "http://localhost:8081,localhost:8081 (loopback)",
        "http://[::1]:8081,[::1]:8081 (loopback)",
        "https://127.9.9.9,127.9.9.9 (loopback)",
        "http://169.254.129.3:8081/msi/token,169.254.129.3:8081"
    })
    void the_hosts_that_were_asked_are_named_in_any_case(URI address, String host) {
        assertThat(examined(new Asking(List.of(address, address), () -> {
                            AskedHosts.note(address.resolve("/a/request?for=something"));
                            return "Well.";
                        }))
                        .checks())
                .containsExactly(new Check("token", true, "Well. Asked: " + host + "."));
        assertThat(examined(new Asking(List.of(address), () -> {
                            AskedHosts.note(address);
                            throw BudgetFailure.of(MISCONFIGURED, "Refused.");
                        }))
                        .checks())
                .containsExactly(new Check("token", false, "Refused. Asked: " + host + "."));
    }

    @Test
    void a_host_is_not_named_if_no_request_was_sent_to_it() {
        var asks = List.of(URI.create("https://login.microsoftonline.com"));
        AskedHosts.note(asks.get(0));
        assertThat(examined(new Asking(asks, () -> "Remembered.")).checks())
                .containsExactly(new Check("token", true, "Remembered."));
        assertThat(examined(new Asking(asks, () -> {
                            AskedHosts.note(URI.create("https://vault.example"));
                            throw BudgetFailure.of(MISCONFIGURED, "The certificate has expired.");
                        }))
                        .checks())
                .containsExactly(new Check("token", false, "The certificate has expired."));
    }

    private record Asking(List<URI> asks, Supplier<String> what) implements ReadinessCheck {
        @Override
        public Subject subject() {
            return Subject.TOKEN;
        }

        @Override
        public String look(Deadline deadline) {
            return what.get();
        }
    }

    private static Readiness examined(ReadinessCheck... probes) {
        return new ReadinessService(List.of(probes)).examine(Deadline.after(Duration.ofMinutes(1), System::nanoTime));
    }
}
