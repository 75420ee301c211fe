package io.github.usagebudget.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.http.NoResponse.FailureReason;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class CausesTest {
    private static final StackTraceElement LIBRARY =
            new StackTraceElement("io.netty.channel.Channel", "connect", "Channel.java", 12);
    private static final StackTraceElement OURS =
            new StackTraceElement("io.github.usagebudget.entra.AccessTokens", "ask", "AccessTokens.java", 81);
    private static final StackTraceElement OURS_TOO =
            new StackTraceElement("io.github.usagebudget.function.HttpEndpoint", "checked", "Gate.java", 40);

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

    @Test
    void names_the_type_and_our_line() {
        assertThat(Causes.loggable(at(new IOException("reset"), OURS)))
                .isEqualTo("java.io.IOException at AccessTokens.java:81");
    }

    @Test
    void names_the_types_from_the_outermost_to_the_root() {
        var root = at(new ConnectException("refused"));
        var middle = at(new IOException("reset", root));
        assertThat(Causes.loggable(at(new IllegalStateException("failed", middle))))
                .isEqualTo("java.lang.IllegalStateException < java.io.IOException < java.net.ConnectException");
    }

    @Test
    void names_the_first_line_that_is_ours() {
        assertThat(Causes.loggable(at(new IOException("reset"), LIBRARY, OURS, OURS_TOO)))
                .isEqualTo("java.io.IOException at AccessTokens.java:81");
    }

    @Test
    void names_our_line_nearest_to_the_root() {
        var root = at(new ConnectException("refused"), LIBRARY, OURS);
        assertThat(Causes.loggable(at(new IllegalStateException("failed", root), OURS_TOO)))
                .isEqualTo("java.lang.IllegalStateException < java.net.ConnectException at AccessTokens.java:81");
    }

    @Test
    void names_our_line_of_the_wrapper_if_the_root_has_none() {
        var root = at(new ConnectException("refused"), LIBRARY);
        assertThat(Causes.loggable(at(new IllegalStateException("failed", root), OURS_TOO)))
                .isEqualTo("java.lang.IllegalStateException < java.net.ConnectException at Gate.java:40");
    }

    @Test
    void names_no_line_if_none_is_ours() {
        assertThat(Causes.loggable(at(new IOException("reset"), LIBRARY))).isEqualTo("java.io.IOException");
    }

    @Test
    void never_quotes_a_message() {
        var root = new IOException("client_secret=hunter2");
        assertThat(Causes.loggable(new IllegalStateException("Bearer hunter2", root)))
                .doesNotContain("hunter2");
    }

    private static <T extends Throwable> T at(T failure, StackTraceElement... lines) {
        failure.setStackTrace(lines);
        return failure;
    }
}
