package io.github.usagebudget.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.http.BlockingCall.Transmission;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an idle connection is closed, in a channel whose clock the test moves. */
class IdleConnectionTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final AtomicLong elapsed = new AtomicLong();
    private final AnswerGuard guard = guard();

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # Keep-Alive           | open for ms | closed after ms
            none                   | 3999        | 4000
            timeout=120            | 3999        | 4000
            timeout=5              | 3999        | 4000
            timeout=3, max=100     | 1999        | 2000
            timeout=2              | 999         | 1000
            timeout=1              |             | 0
            timeout=0              |             | 0
            max=100                | 3999        | 4000
            """)
    void is_closed_before_the_server_closes_it(String keepAlive, Long open, long closed) {
        channel.freezeTime();
        exchange(keepAlive);
        if (open != null) {
            passes(open);
            assertThat(channel.isOpen()).isTrue();
        }
        passes(closed - (open == null ? 0 : open));
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1", "3999"})
    void idle_time_starts_with_the_last_answer(long sleeper) {
        channel.freezeTime();
        exchange(null);
        passes(sleeper);
        request();
        passes(10_000);
        assertThat(channel.isOpen()).isTrue();
        answer(null);
        passes(3_999);
        assertThat(channel.isOpen()).isTrue();
        passes(1);
        assertThat(channel.isOpen()).isFalse();
    }

    /** No timer runs while the machine sleeps. */
    @ParameterizedTest
    @CsvSource({"4000, true", "4001, false"})
    void is_not_used_after_a_long_sleep(long milliseconds, boolean used) {
        exchange(null);
        elapsed.addAndGet(Duration.ofMillis(milliseconds).toNanos());
        var transmission = request();
        assertThat(transmission.hasLeft()).isEqualTo(used);
        assertThat(channel.isOpen()).isEqualTo(used);
    }

    @Test
    void sends_nothing_on_a_closed_connection() {
        channel.freezeTime();
        exchange(null);
        passes(4_000);
        assertThat(request().hasLeft()).isFalse();
    }

    @Test
    void sends_no_request_that_was_cancelled() {
        var transmission = new Transmission(1_000);
        transmission.giveUp();
        send(transmission);
        assertThat(transmission.hasLeft()).isFalse();
        assertThat(channel.<Object>readOutbound()).isNull();
    }

    private void exchange(String keepAlive) {
        request();
        answer(keepAlive);
    }

    private Transmission request() {
        var transmission = new Transmission(1_000);
        send(transmission);
        return transmission;
    }

    private void send(Transmission transmission) {
        guard.expect(transmission);
        channel.writeOneOutbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
        // a refused write fails its own promise, not the channel
        channel.flush();
    }

    private void answer(String keepAlive) {
        var head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
                + (keepAlive == null ? "" : "Keep-Alive: " + keepAlive + "\r\n");
        channel.writeInbound(Unpooled.copiedBuffer(head + "\r\n{}", StandardCharsets.US_ASCII));
    }

    private void passes(long milliseconds) {
        channel.advanceTimeBy(milliseconds, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private AnswerGuard guard() {
        channel.pipeline().addLast("codec", new HttpClientCodec());
        channel.pipeline().addLast("handler", new ChannelInboundHandlerAdapter());
        var connection = (HttpConnection) Proxy.newProxyInstance(
                HttpConnection.class.getClassLoader(), new Class<?>[] {HttpConnection.class}, (proxy, method, its) -> {
                    if (method.getName().equals("close")) channel.close();
                    return method.getReturnType().isInstance(proxy) ? proxy : null;
                });
        return AnswerGuard.install(channel.pipeline(), connection, elapsed::get);
    }
}
