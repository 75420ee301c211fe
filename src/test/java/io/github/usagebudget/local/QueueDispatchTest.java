package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses one thread: the test runs the started tasks itself. */
class QueueDispatchTest {
    @TempDir
    Path folder;

    private final Deque<Runnable> started = new ArrayDeque<>();
    private final VirtualTime clock = new VirtualTime(Instant.EPOCH);
    private final List<String> received = new ArrayList<>();
    private LocalStorage storage;
    private LocalQueue queue;

    @BeforeEach
    void a_queue() {
        storage = new LocalStorage(folder);
        queue = storage.queue("batches", clock);
    }

    @Test
    void a_full_batch_starts_at_once_and_the_next_batch_at_the_threshold() {
        send(10);
        var dispatch = dispatch(4, 2, Duration.ZERO);
        dispatch.pump();
        dispatch.pump();
        assertThat(started).hasSize(4);
        started.remove().run();
        assertThat(started).hasSize(3);
        started.remove().run();
        assertThat(started).hasSize(2 + 4);
        while (!started.isEmpty()) started.remove().run();
        assertThat(received).hasSize(10).doesNotHaveDuplicates();
        assertThat(queue.texts()).isEmpty();
    }

    @Test
    void a_batch_size_of_one_and_a_threshold_of_zero_run_one_message_at_a_time() {
        send(3);
        dispatch(1, 0, Duration.ZERO).pump();
        assertThat(started).hasSize(1);
        started.remove().run();
        assertThat(started).hasSize(1);
    }

    @Test
    void a_message_that_keeps_failing_is_retried_and_ends_in_the_poison_queue() {
        queue.send("fails");
        dispatch(4, 2, Duration.ZERO).pump();
        while (!started.isEmpty()) started.remove().run();
        assertThat(received).containsExactly("fails 1", "fails 2", "fails 3");
        assertThat(queue.texts()).isEmpty();
        assertThat(storage.queue("batches-poison").texts()).containsExactly("fails");
    }

    @Test
    void a_failed_message_is_invisible_until_its_visibility_timeout_ends() throws Exception {
        queue.send("fails");
        var dispatch = dispatch(4, 2, Duration.ofMinutes(1));
        dispatch.pump();
        started.remove().run();
        dispatch.awaitIdle();
        assertThat(started).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        dispatch.pump();
        assertThat(started).hasSize(1);
    }

    @Test
    void a_message_that_stopped_too_many_hosts_is_not_dispatched_again() {
        queue.send("breaks");
        for (var host = 0; host < 3; host++)
            assertThat(storage.queue("batches").take(1)).hasSize(1);
        dispatch(4, 2, Duration.ZERO).pump();
        started.remove().run();
        assertThat(received).isEmpty();
        assertThat(storage.queue("batches-poison").texts()).hasSize(1);
    }

    private void send(int count) {
        IntStream.range(0, count).forEach(i -> queue.send("message " + i));
    }

    private QueueDispatch dispatch(int batchSize, int threshold, Duration timeout) {
        return new QueueDispatch(
                queue,
                storage.queue("batches-poison"),
                new QueueOptions(batchSize, threshold, 3, timeout),
                message -> {
                    received.add(message.text() + " " + message.dequeueCount());
                    if (message.text().equals("fails")) throw new IllegalStateException("asked to");
                },
                started::add);
    }
}
