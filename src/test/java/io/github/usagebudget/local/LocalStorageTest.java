package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usagebudget.local.HostQueue.Message;
import io.github.usagebudget.simulator.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    void a_path_must_be_a_container_and_a_name_inside_it(String path) {
        var storage = new LocalStorage(folder);
        assertThatThrownBy(() -> storage.store(path, new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage.blob(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_queue_keeps_the_order_and_counts_how_often_a_message_was_taken() {
        var queue = new LocalStorage(folder).queue("batches");
        queue.send("one");
        queue.send("two");
        assertThat(queue.take(1)).extracting(Message::dequeueCount).containsExactly(1);
        var restarted = new LocalStorage(folder).queue("batches");
        var again = restarted.take(1).get(0);
        assertThat(again.text()).isEqualTo("one");
        assertThat(again.dequeueCount()).isEqualTo(2);
        restarted.delete(again);
        assertThat(restarted.texts()).containsExactly("two");
    }

    @Test
    void a_taken_message_is_invisible_and_a_released_one_until_its_time_is_over() {
        var clock = new VirtualTime(Instant.EPOCH);
        var queue = new LocalStorage(folder).queue("batches", clock);
        queue.send("one");
        var message = queue.take(9).get(0);
        clock.advance(Duration.ofDays(1));
        assertThat(queue.take(9)).isEmpty();
        queue.release(message, Duration.ofMinutes(1));
        clock.advance(Duration.ofSeconds(59));
        assertThat(queue.take(9)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(queue.take(9)).extracting(Message::dequeueCount).containsExactly(2);
    }

    @Test
    void a_file_of_any_name_is_a_message_until_it_is_deleted() throws Exception {
        var queue = new LocalStorage(folder).queue("batches");
        var file = Files.createDirectories(folder.resolve("queues/batches")).resolve("by hand");
        Files.writeString(file, "text");
        var message = queue.take(9).get(0);
        assertThat(message.text()).isEqualTo("text");
        assertThat(message.id()).isEqualTo("by hand");
        queue.delete(message);
        queue.delete(message);
        assertThat(queue.take(9)).isEmpty();
    }
}
