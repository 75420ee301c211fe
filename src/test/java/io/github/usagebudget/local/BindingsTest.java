package io.github.usagebudget.local;

import static io.github.usagebudget.local.FakeDeployable.TIMER;
import static io.github.usagebudget.local.FakeDeployable.binary;
import static io.github.usagebudget.local.FakeDeployable.in;
import static io.github.usagebudget.local.FakeDeployable.onMessage;
import static io.github.usagebudget.local.FakeDeployable.out;
import static io.github.usagebudget.local.FakeDeployable.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs and outputs of a function behave as in the Java worker and the host. */
class BindingsTest {
    @TempDir
    Path staging;

    @TempDir
    Path folder;

    private LocalStorage storage;
    private FakeDeployable deployable;

    @BeforeEach
    void a_deployable() throws Exception {
        storage = new LocalStorage(folder);
        deployable = new FakeDeployable(staging);
    }

    @Test
    void a_function_reads_a_blob_as_text_and_writes_another() throws Exception {
        storage.store("box/a.txt", utf8("\uFEFFgrüße"));
        deployable.function("copy", TIMER, in("in", "box/a.txt"), out("out", "box/deep/er/b.txt"));
        run("copy", Trigger.TIMER);
        assertThat(text("box/deep/er/b.txt")).contains("copy grüße");
    }

    @Test
    void a_missing_blob_is_null_and_an_output_that_was_not_set_writes_nothing() throws Exception {
        deployable.function("copy", TIMER, in("in", "box/a.txt"), out("out", "box/b.txt"));
        run("copy", Trigger.TIMER);
        assertThat(text("box/b.txt")).isEmpty();
        assertThat(folder.resolve("blobs")).doesNotExist();
    }

    @Test
    void byte_arrays_and_optionals_are_supported() throws Exception {
        storage.store("box/three", new byte[] {0, -1, -2});
        storage.store("box/empty", new byte[0]);
        deployable.function(
                "length",
                TIMER,
                binary("in", "box/three"),
                binary("optional", "box/none"),
                in("text", "box/empty"),
                out("out", "box/out"));
        run("length", Trigger.TIMER);
        assertThat(text("box/out")).contains("3 Optional.empty Optional[]");
    }

    @Test
    void a_byte_array_needs_the_data_type_binary() throws Exception {
        storage.store("box/three", new byte[] {1, 2, 3});
        deployable.function(
                "length",
                TIMER,
                in("in", "box/three"),
                binary("optional", "box/none"),
                in("text", "box/none"),
                out("out", "box/out"));
        assertThatThrownBy(() -> run("length", Trigger.TIMER)).hasMessageContaining("dataType = \"binary\"");
    }

    @Test
    void each_element_of_a_list_is_sent_unchanged_as_a_message() throws Exception {
        storage.store("box/lines", utf8("{\"amount\":100.10}\nzwei"));
        deployable.function("split", TIMER, in("in", "box/lines"), queue("messages", "batches"));
        run("split", Trigger.TIMER);
        assertThat(messages("batches")).containsExactly("{\"amount\":100.10}", "zwei");
    }

    @Test
    void a_message_that_is_too_long_for_azure_fails_the_invocation() throws Exception {
        storage.store("box/lines", utf8("x".repeat(48 * 1024 + 1)));
        deployable.function("split", TIMER, in("in", "box/lines"), queue("messages", "batches"));
        assertThatThrownBy(() -> run("split", Trigger.TIMER)).hasMessageContaining("at most 49152 bytes");
    }

    @Test
    void the_return_value_can_be_an_output() throws Exception {
        deployable.function("returned", TIMER, out("$return", "box/{rand-guid}/out"));
        run("returned", Trigger.TIMER);
        try (var files = Files.walk(folder.resolve("blobs/box"))) {
            var file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            assertThat(file.getParent().getFileName().toString()).matches("[0-9a-f-]{36}");
            assertThat(file).hasContent("{\"Schedule\":{},\"ScheduleStatus\":null,\"IsPastDue\":false}");
        }
    }

    @Test
    void members_of_a_message_and_the_hosts_metadata_are_available_by_name() throws Exception {
        deployable.function("work", onMessage("batches"), out("out", "box/{runid}/{batch}"));
        var text = "{\"runId\":\"2026/11\",\"batch\":7,\"failures\":0}";
        run("work", Trigger.of(new HostQueue.Message("x", text, 3)));
        assertThat(text("box/2026/11/7")).contains(text + " at 3");
    }

    @Test
    void a_failure_writes_no_output() throws Exception {
        deployable.function("work", onMessage("batches"), out("out", "box/out"));
        var message = new HostQueue.Message("x", "{\"failures\":1}", 1);
        assertThatThrownBy(() -> run("work", Trigger.of(message))).hasMessage("asked to");
        assertThat(text("box/out")).isEmpty();
    }

    @Test
    void a_name_without_a_value_fails_the_invocation() throws Exception {
        deployable.function("ask", onMessage("batches"), out("out", "box/{batch}"));
        assertThatThrownBy(() -> run("ask", Trigger.of("no JSON"))).hasMessage("no value for {batch}");
    }

    @Test
    void a_parameter_without_a_binding_fails_the_invocation() throws Exception {
        deployable.function("ask", onMessage("batches"), out("other", "box/out"));
        assertThatThrownBy(() -> run("ask", Trigger.of("text"))).hasMessage("function.json has no binding out");
    }

    private void run(String function, Trigger trigger) throws Exception {
        try (var loaded = new StagingFolder(staging)) {
            var found = loaded.functions().stream()
                    .filter(each -> each.name().equals(function))
                    .findFirst()
                    .orElseThrow();
            new Invocation(loaded, found, trigger, storage).run();
        }
    }

    private Optional<String> text(String blob) {
        return storage.blob(blob).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private List<String> messages(String queue) {
        return storage.queue(queue).texts();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
