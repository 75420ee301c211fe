package io.github.usagebudget.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.http.RestClients.Transmitting;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BlockingCallTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final Uni<RestResponse<byte[]>> silence =
            Uni.createFrom().<RestResponse<byte[]>>nothing().onCancellation().invoke(() -> cancelled.set(true));

    @Test
    void returns_an_answer_with_any_status() throws NoResponse {
        var answer = BlockingCall.await(
                Uni.createFrom().item(RestResponse.status(RestResponse.Status.NOT_FOUND, new byte[] {1})), MINUTE);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).containsExactly(1);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("refused"), false),
                Arguments.of(new NoRouteToHostException(), false),
                Arguments.of(new UnknownHostException("partner.example"), false),
                Arguments.of(new SSLHandshakeException("untrusted"), false),
                Arguments.of(new RuntimeException(new ConnectException("deep within")), false),
                Arguments.of(new SocketException("reset"), true),
                Arguments.of(new SSLException("closed"), true),
                Arguments.of(new IOException("closed"), true),
                Arguments.of(new IllegalStateException(), true));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void distinguishes_requests_that_were_never_sent_from_those_that_may_have_arrived(
            Throwable failure, boolean maybeArrived) {
        var none = noAnswer(Uni.createFrom().failure(failure), MINUTE);
        assertThat(none.maybeArrived()).isEqualTo(maybeArrived);
        assertThat(none).hasCause(failure);
    }

    @Test
    void a_request_without_an_answer_in_time_is_cancelled_and_may_have_arrived() {
        assertThat(noAnswer(silence, Duration.ofMillis(1)).maybeArrived()).isTrue();
        assertThat(cancelled).isTrue();
    }

    @Test
    void an_interrupt_cancels_the_request_and_stays_set() {
        Thread.currentThread().interrupt();
        assertThat(noAnswer(silence, MINUTE).maybeArrived()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(cancelled).isTrue();
    }

    /** Nothing of the request was written, so it can be sent again at once. */
    @ParameterizedTest
    @CsvSource({"0, 1, true", "1, 2, true", "2, 3, true", "3, 3, false"})
    void a_connection_that_was_closed_before_the_request_was_sent_is_replaced(int closed, int tries, boolean answered)
            throws NoResponse {
        var made = new AtomicInteger();
        Uni<RestResponse<byte[]>> request = Uni.createFrom().deferred(() -> {
            new Transmitting().filter(fake(ResteasyReactiveClientRequestContext.class));
            return made.incrementAndGet() <= closed
                    ? Uni.createFrom().failure(new HttpClosedException("Connection was closed"))
                    : Uni.createFrom().item(RestResponse.ok(new byte[] {1}));
        });
        if (answered) assertThat(BlockingCall.await(request, MINUTE).status()).isEqualTo(200);
        else assertThat(noAnswer(request, MINUTE).maybeArrived()).isFalse();
        assertThat(made).hasValue(tries);
    }

    /** Each of its methods returns another fake, or nothing. */
    private static <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, its) -> {
            var result = method.getReturnType();
            return result.isInterface() ? fake(result) : null;
        }));
    }

    private static NoResponse noAnswer(Uni<RestResponse<byte[]>> request, Duration limit) {
        return catchThrowableOfType(NoResponse.class, () -> BlockingCall.await(request, limit));
    }
}
