package io.github.usagebudget.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.simulator.RawServer;
import io.github.usagebudget.simulator.RawServer.Script;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether a request without an answer may have arrived, on real connections. */
@QuarkusTest
class SentOrNotTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private RawServer server;
    private PlainApi api;

    @AfterEach
    void stop() throws IOException {
        if (server != null) server.close();
    }

    @Test
    void nothing_is_sent_if_no_server_listens() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        build(URI.create("http://127.0.0.1:" + port));
        notSent(noAnswer("Bearer x", LIMIT), "the connection was refused");
    }

    @Test
    void nothing_is_sent_to_a_name_that_does_not_exist() {
        build(URI.create("http://nowhere.invalid"));
        notSent(noAnswer("Bearer x", LIMIT), "the host name could not be resolved");
    }

    @Test
    void nothing_is_sent_to_a_server_that_does_not_speak_tls() throws Exception {
        serve((connection, number) -> {
            connection.send("HTTP/1.1 400 Bad Request\r\n\r\n");
            connection.request();
        });
        build(URI.create("https://127.0.0.1:" + server.port()));
        notSent(noAnswer("Bearer x", LIMIT), "the TLS connection failed");
    }

    /** More often than the pool has connections: each must return to the pool. */
    @Test
    void nothing_is_sent_of_a_request_that_cannot_be_written() throws Exception {
        serve((connection, number) -> connection.echoPaths());
        for (var i = 0; i < 60; i++) notSent(noAnswer("Bearer a\nb", LIMIT), "the request could not be written");
        assertThat(server.requests()).isEmpty();
        assertThat(get("Bearer x")).isEqualTo("/a");
        assertThat(server.connections()).isOne();
    }

    @Test
    void a_request_that_was_read_may_have_been_applied() throws Exception {
        serve((connection, number) -> connection.request());
        maybeSent(noAnswer("Bearer x", LIMIT), "the connection was closed before an answer came");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_request_whose_connection_is_reset_may_have_been_applied() throws Exception {
        serve((connection, number) -> {
            connection.request();
            connection.reset();
        });
        maybeSent(noAnswer("Bearer x", LIMIT), "the connection was reset");
    }

    @Test
    void a_request_without_an_answer_in_time_is_cancelled_with_its_connection() throws Exception {
        var closed = new CountDownLatch(1);
        serve((connection, number) -> {
            connection.request();
            assertThat(connection.request()).isNull();
            closed.countDown();
        });
        maybeSent(noAnswer("Bearer x", Duration.ofMillis(100)), "no answer came in time");
        closed.await();
        assertThat(server.requests()).hasSize(1);
    }

    /** The server closes an idle connection: the next request takes another one and does not fail. */
    @Test
    void a_closed_connection_is_not_used() throws Exception {
        var closed = new Semaphore(0);
        serve((connection, number) -> {
            connection.request();
            connection.send(RawServer.ok("/a"));
            connection.end();
            assertThat(connection.request()).isNull();
            closed.release();
        });
        for (var i = 1; i <= 20; i++) {
            assertThat(get("Bearer x")).isEqualTo("/a");
            closed.acquire();
            assertThat(server.connections()).isEqualTo(i);
        }
    }

    /** The client cannot know whether the server has read a request that is written while the server closes the connection. */
    @Test
    void a_request_sent_while_the_server_closes_may_have_arrived_and_is_not_sent_again() throws Exception {
        serve((connection, number) -> {
            connection.request();
            connection.send(RawServer.ok("/a"));
            // does not read the second request
            if (number == 1) connection.awaitByte();
        });
        assertThat(get("Bearer x")).isEqualTo("/a");
        assertThat(noAnswer("Bearer x", LIMIT).maybeArrived()).isTrue();
        assertThat(server.requests()).hasSize(1);
        assertThat(get("Bearer x")).isEqualTo("/a");
    }

    /** A server that accepts no connections until the request is cancelled. */
    @Test
    void a_request_that_is_cancelled_before_it_has_a_connection_is_never_sent() throws Exception {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var waiting = new ArrayList<Socket>();
        for (var i = 0; i < 2; i++) waiting.add(new Socket(socket.getInetAddress(), socket.getLocalPort()));
        build(URI.create("http://127.0.0.1:" + socket.getLocalPort()));
        for (var i = 0; i < 60; i++)
            notSent(noAnswer("Bearer given-up", Duration.ofMillis(1)), "no connection could be made in time");
        server = new RawServer(socket, (connection, number) -> connection.echoPaths());
        for (var open : waiting) open.close();
        assertThat(get("Bearer x")).isEqualTo("/a");
        assertThat(server.requests()).noneMatch(request -> request.contains("given-up"));
    }

    private void serve(Script script) throws IOException {
        server = new RawServer(script);
        build(server.url());
    }

    private void build(URI address) {
        api = RestClients.build(PlainApi.class, address, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    private String get(String authorization) throws NoResponse {
        return new String(BlockingCall.await(api.get("a", authorization), LIMIT).body(), UTF_8);
    }

    private NoResponse noAnswer(String authorization, Duration limit) {
        return catchThrowableOfType(
                NoResponse.class,
                () -> BlockingCall.await(api.patch("a", authorization, new PlainApi.Amount(1)), limit));
    }

    private static void notSent(NoResponse none, String reason) {
        assertThat(none.reason()).isEqualTo(reason);
        assertThat(none.maybeArrived()).isFalse();
    }

    private static void maybeSent(NoResponse none, String reason) {
        assertThat(none.reason()).isEqualTo(reason);
        assertThat(none.maybeArrived()).isTrue();
    }
}
