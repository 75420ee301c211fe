package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStorageTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"plan.json", "box/", "box/../../queues/x", "box/..", "Box/a", "a/b", "/etc/passwd", "box//etc"})
    void a_path_is_a_container_and_a_name_inside_it(String path) {
        var storage = new LocalStorage(folder);
        assertThatThrownBy(() -> storage.store(path, new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage.blob(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_queue_keeps_the_order_and_counts_how_often_a_message_was_taken() {
        var queue = new LocalStorage(folder).queue("batches");
        queue.send("one");
        queue.send("two");
        assertThat(queue.taken(queue.messages().get(0)).orElseThrow().dequeueCount())
                .isEqualTo(1);
        var restarted = new LocalStorage(folder).queue("batches");
        var again = restarted.taken(restarted.messages().get(0)).orElseThrow();
        assertThat(again.text()).isEqualTo("one");
        assertThat(again.dequeueCount()).isEqualTo(2);
        restarted.poison(again);
        assertThat(restarted.messages()).hasSize(1);
        assertThat(new LocalStorage(folder).queue("batches-poison").messages()).hasSize(1);
    }

    @Test
    void a_file_of_any_name_is_a_message_and_one_that_is_gone_is_none() throws Exception {
        var queue = new LocalStorage(folder).queue("batches");
        var file = Files.createDirectories(folder.resolve("queues/batches")).resolve("by hand");
        Files.writeString(file, "text");
        assertThat(queue.taken(file)).hasValueSatisfying(message -> {
            assertThat(message.text()).isEqualTo("text");
            assertThat(message.id()).isEqualTo("by hand");
        });
        assertThat(queue.taken(file)).isEmpty();
    }
}
