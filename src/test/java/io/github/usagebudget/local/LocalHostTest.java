package io.github.usagebudget.local;

import static io.github.usagebudget.local.FakeDeployable.TIMER;
import static io.github.usagebudget.local.FakeDeployable.in;
import static io.github.usagebudget.local.FakeDeployable.onMessage;
import static io.github.usagebudget.local.FakeDeployable.out;
import static io.github.usagebudget.local.FakeDeployable.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The complete local host with functions that need no framework. */
class LocalHostTest {
    private static final String WORK = "{\"runId\":\"r/1\",\"batch\":%d,\"failures\":%d}";

    @TempDir
    Path staging;

    @TempDir
    Path folder;

    private LocalStorage storage;
    private FakeDeployable deployable;
    private LocalHost host;

    @BeforeEach
    void a_deployable() throws IOException {
        storage = new LocalStorage(folder);
        deployable = new FakeDeployable(staging);
    }

    @AfterEach
    void stop() throws IOException {
        if (host != null) host.close();
    }

    @Test
    void messages_that_a_timer_sends_are_handled_before_the_answer() throws Exception {
        storage.store("box/plan", utf8(WORK.formatted(1, 0) + "\n" + WORK.formatted(2, 2)));
        deployable
                .function("split", TIMER, in("in", "box/plan"), queue("messages", "batches"))
                .function("work", onMessage("batches"), out("out", "box/{runId}/{batch}.txt"));
        start();
        assertThat(post("/admin/functions/split", "")).isEqualTo("202 ");
        assertThat(text("box/r/1/1.txt")).contains(WORK.formatted(1, 0) + " at 1");
        assertThat(text("box/r/1/2.txt")).contains(WORK.formatted(2, 2) + " at 3");
        assertThat(storage.queue("batches").texts()).isEmpty();
    }

    @Test
    void messages_that_are_in_the_queue_at_the_start_are_handled() throws Exception {
        storage.queue("batches").send(WORK.formatted(1, 0));
        deployable.function("work", onMessage("batches"), out("out", "box/out"));
        start();
        host.awaitIdle();
        assertThat(text("box/out")).isPresent();
    }

    @Test
    void a_message_from_another_sender_is_handled() throws Exception {
        deployable.function("work", onMessage("batches"), out("out", "box/out"));
        start();
        var box = Files.createDirectories(folder.resolve("blobs/box"));
        try (var watch = box.getFileSystem().newWatchService()) {
            box.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            storage.queue("batches").send(WORK.formatted(1, 0));
            assertThat(watch.poll(30, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(text("box/out")).contains(WORK.formatted(1, 0) + " at 1");
    }

    @Test
    void an_http_function_can_send_a_message() throws Exception {
        deployable
                .function(
                        "greet",
                        "{'type':'httpTrigger','direction':'in','name':'request','authLevel':'FUNCTION'}",
                        "{'type':'http','direction':'out','name':'$return'}",
                        queue("message", "asked"))
                .function("ask", onMessage("asked"), out("out", "box/out"));
        start();
        assertThat(post("/api/greet", "hello")).isEqualTo("202 got hello");
        host.awaitIdle();
        assertThat(text("box/out")).contains("hello");
    }

    @Test
    void the_input_of_an_admin_request_is_the_message() throws Exception {
        deployable.function("ask", onMessage("asked"), out("out", "box/out"));
        start();
        assertThat(post("/admin/functions/ask", "{\"input\":\"by hand\"}")).isEqualTo("202 ");
        assertThat(text("box/out")).contains("by hand");
    }

    @Test
    void a_failed_run_is_answered_in_one_line_and_an_unknown_function_with_404() throws Exception {
        deployable.function("ask", onMessage("asked"), out("out", "box/{unknown}"));
        start();
        assertThat(post("/admin/functions/ask", "{\"input\":\"by hand\"}"))
                .isEqualTo("500 ask failed: java.lang.IllegalStateException: no value for {unknown}\n");
        assertThat(post("/admin/functions/other", "")).isEqualTo("404 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "by hand", "{\"input\":{}}", "{\"runId\":\"1\"}", "[]", "{\"input\":\"x\",}"})
    void a_body_without_a_message_is_rejected_in_one_line(String body) throws Exception {
        deployable.function("ask", onMessage("asked"), out("out", "box/out"));
        start();
        assertThat(post("/admin/functions/ask", body))
                .isEqualTo("400 The body must be {\"input\":\"…\"}, with the message as a string.\n");
        assertThat(text("box/out")).isEmpty();
    }

    @Test
    void a_function_with_a_missing_setting_is_not_started_and_the_others_are() throws Exception {
        deployable
                .function("ask", onMessage("%LOCAL_TEST_NO_QUEUE%"), out("out", "box/out"))
                .function("copy", TIMER, in("in", "box/a"), out("out", "box/b"));
        start();
        assertThat(host.functions()).extracting(LocalFunction::name).containsExactly("copy");
        assertThat(host.notStarted())
                .extracting(LocalFunction::name, LocalFunction::missingSetting)
                .containsExactly(tuple("ask", Optional.of("LOCAL_TEST_NO_QUEUE")));
        assertThat(post("/admin/functions/ask", "")).isEqualTo("404 ");
    }

    private void start() throws IOException {
        host = LocalHost.started(staging, 0, storage);
    }

    private String post(String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(host.url() + path))
                .header("x-functions-key", LocalHost.KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private Optional<String> text(String blob) {
        return storage.blob(blob).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
