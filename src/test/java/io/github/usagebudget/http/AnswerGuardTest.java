package io.github.usagebudget.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.simulator.RawServer;
import io.github.usagebudget.simulator.RawServer.Connection;
import io.github.usagebudget.simulator.RawServer.Script;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real connections to a server that breaks the rules of HTTP. */
@QuarkusTest
class AnswerGuardTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private RawServer server;
    private PlainApi api;

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 104, 150, 199})
    void drops_an_interim_answer(int status) throws Exception {
        serve((connection, number) -> {
            for (var request = connection.request(); request != null; request = connection.request()) {
                connection.send("HTTP/1.1 " + status + " Wait\r\nLink: </x>\r\n\r\n");
                connection.send(RawServer.ok(Connection.path(request)));
            }
        });
        for (var path : new String[] {"a", "b", "c"}) {
            assertThat(get(path)).isEqualTo("/" + path);
            assertThat(patch(path)).isEqualTo("/" + path);
        }
        assertThat(server.connections()).isOne();
    }

    @Test
    void drops_many_interim_answers_that_come_with_the_answer() throws Exception {
        serve((connection, number) -> {
            for (var request = connection.request(); request != null; request = connection.request())
                connection.send("HTTP/1.1 102 Processing\r\n\r\n".repeat(100) + RawServer.ok(Connection.path(request)));
        });
        assertThat(get("a")).isEqualTo("/a");
        assertThat(get("b")).isEqualTo("/b");
    }

    @Test
    void an_unrequested_change_of_protocol_is_not_an_answer() throws Exception {
        serve((connection, number) -> {
            var request = connection.request();
            if (number == 1) connection.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
            connection.send(RawServer.ok(Connection.path(request)));
            connection.echoPaths();
        });
        assertThat(noAnswer("a").maybeArrived()).isTrue();
        assertThat(get("b")).isEqualTo("/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "099", "600", "999"})
    void a_status_outside_200_to_599_is_not_an_answer(String status) throws Exception {
        serve((connection, number) -> {
            if (number == 1) {
                connection.request();
                connection.send(RawServer.answer(status + " Odd", "a"));
            }
            connection.echoPaths();
        });
        assertThat(noAnswer("a").maybeArrived()).isTrue();
        assertThat(get("b")).isEqualTo("/b");
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n/x", "HTTP/1.1 200 OK\r\nContent-Le", "x", "\r\n"})
    void extra_bytes_after_an_answer_close_the_connection(String extra) throws Exception {
        serve((connection, number) -> {
            if (number == 1) {
                connection.request();
                connection.send(RawServer.ok("/a") + extra);
            }
            connection.echoPaths();
        });
        assertThat(get("a")).isEqualTo("/a");
        assertThat(get("b")).isEqualTo("/b");
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n/x", "HTTP/1.1 102 Processing\r\n\r\n", "HTTP/1.1 2"
            })
    void bytes_without_a_request_close_the_connection(String extra) throws Exception {
        var go = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        serve((connection, number) -> {
            if (number == 1) {
                connection.request();
                connection.send(RawServer.ok("/a"));
                go.await();
                connection.send(extra);
                assertThat(connection.request()).isNull();
                closed.countDown();
            }
            connection.echoPaths();
        });
        assertThat(get("a")).isEqualTo("/a");
        go.countDown();
        closed.await();
        assertThat(get("b")).isEqualTo("/b");
        assertThat(server.connections()).isEqualTo(2);
    }

    /** The connection closes at once, so that the next request does not get it. */
    @Test
    void a_caller_can_close_the_connection_of_an_answer_to_another_request() throws Exception {
        serve((connection, number) -> connection.echoPaths());
        for (var i = 1; i <= 20; i++) {
            answer("a", BlockingCall.LONGEST_BODY).closeConnection();
            assertThat(get("b")).isEqualTo("/b");
            assertThat(server.connections()).isEqualTo(i + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 OK", "400 Bad Request", "503 Service Unavailable"})
    void a_body_that_is_too_long_is_dropped_and_the_status_kept(String status) throws Exception {
        var endless = "x".repeat(1 << 16);
        serve((connection, number) -> {
            if (number == 1) {
                connection.request();
                connection.send("HTTP/1.1 " + status + "\r\nTransfer-Encoding: chunked\r\n\r\n");
                while (true) connection.send("10000\r\n" + endless + "\r\n");
            }
            connection.echoPaths();
        });
        var answer = answer("a", BlockingCall.LONGEST_BODY);
        assertThat(answer.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
        assertThat(answer.body()).isEmpty();
        assertThat(get("b")).isEqualTo("/b");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void a_body_of_the_longest_length_is_read() throws Exception {
        serve((connection, number) -> {
            for (var request = connection.request(); request != null; request = connection.request())
                connection.send(RawServer.ok("x".repeat(100_000)));
        });
        assertThat(answer("a", 100_000).body()).hasSize(100_000);
        assertThat(answer("b", 99_999).body()).isEmpty();
    }

    @Test
    void bytes_that_are_not_http_are_not_an_answer() throws Exception {
        serve((connection, number) -> {
            connection.request();
            connection.send("SSH-2.0-OpenSSH_9.6 secret-text\r\n\r\n");
            connection.request();
        });
        var none = noAnswer("a");
        assertThat(none.maybeArrived()).isTrue();
        assertThat(none.reason()).doesNotContain("secret-text");
    }

    /** More requests at the same time than the pool has connections, so that each connection is reused as soon as its answer has ended. */
    @Test
    void no_answer_crosses_to_another_request() throws Exception {
        serve((connection, number) -> {
            var random = new Random(number);
            for (var request = connection.request(); request != null; request = connection.request()) {
                var answer = RawServer.ok(Connection.path(request));
                switch (random.nextInt(4)) {
                    case 0 -> connection.send("HTTP/1.1 102 Processing\r\n\r\n" + answer);
                    case 1 -> connection.send(answer + answer);
                    case 2 -> connection.send(answer + answer.substring(0, random.nextInt(answer.length())));
                    default -> connection.send(answer);
                }
            }
        });
        var threads = Executors.newFixedThreadPool(100);
        var answers = new ArrayList<Future<String>>();
        for (var i = 0; i < 3_000; i++) {
            var path = "customer-" + i;
            answers.add(threads.submit(() -> get(path)));
        }
        for (var i = 0; i < answers.size(); i++)
            assertThat(answers.get(i).get()).isEqualTo("/customer-" + i);
        threads.shutdown();
    }

    private void serve(Script script) throws IOException {
        server = new RawServer(script);
        api = RestClients.build(PlainApi.class, server.url(), Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    private String get(String path) throws NoResponse {
        return new String(answer(path, BlockingCall.LONGEST_BODY).body(), UTF_8);
    }

    private String patch(String path) throws NoResponse {
        return new String(
                BlockingCall.await(api.patch(path, "Bearer x", new PlainApi.Amount(1)), LIMIT)
                        .body(),
                UTF_8);
    }

    private HttpReply answer(String path, int longestBody) throws NoResponse {
        return BlockingCall.await(api.get(path, "Bearer x"), LIMIT, longestBody);
    }

    private NoResponse noAnswer(String path) {
        return catchThrowableOfType(NoResponse.class, () -> get(path));
    }
}
