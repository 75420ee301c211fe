package io.github.usagebudget.local;

import io.github.usagebudget.local.LocalQueue.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * Gives the messages of one queue to the function that it triggers, as many at once as host.json says. One that fails is given again
 * after its visibility timeout; one that failed too often is kept aside in {@code {queue}-poison}. What is not covered: polling, so
 * that a file put there by hand waits for the next invocation; several hosts; renewing a message's invisibility, since here it is
 * invisible for as long as its function runs. Thread-safe.
 */
final class QueueDispatch {
    /** The function; what it throws says that it failed. */
    interface Receiver {
        void receive(Message message) throws Exception;
    }

    private final LocalQueue queue;
    private final QueueOptions options;
    private final Receiver receiver;
    private final Executor executor;
    private final BiConsumer<Duration, Runnable> later;

    // Mutable state, guarded by this
    private final Set<Path> invisible = new HashSet<>();
    private int running;

    QueueDispatch(
            LocalQueue queue,
            QueueOptions options,
            Receiver receiver,
            Executor executor,
            BiConsumer<Duration, Runnable> later) {
        this.queue = queue;
        this.options = options;
        this.receiver = receiver;
        this.executor = executor;
        this.later = later;
    }

    /** Starts what may start; returns at once. The next batch is fetched when no more than the threshold still run. */
    synchronized void pump() {
        if (running > options.newBatchThreshold()) return;
        queue.messages().stream()
                .filter(file -> !invisible.contains(file))
                .limit(options.batchSize())
                .flatMap(file -> queue.taken(file).stream())
                .forEach(message -> {
                    invisible.add(message.file());
                    running++;
                    executor.execute(() -> handle(message));
                });
    }

    /** Waits until nothing runs and no visible message is left. */
    synchronized void settle() throws InterruptedException {
        pump();
        while (running > 0) wait();
    }

    private void handle(Message message) {
        var again = false;
        try {
            again = !received(message);
        } finally {
            ended(message, again ? options.visibilityTimeout() : Duration.ZERO);
        }
    }

    /** Whether the message is done with, one way or the other. */
    private boolean received(Message message) {
        try {
            if (message.dequeueCount() > options.maxDequeueCount())
                throw new IllegalStateException("a host ended while it ran");
            receiver.receive(message);
            queue.delete(message);
            return true;
        } catch (Exception e) {
            System.err.println("SEVERE message " + message.id() + " failed, time " + message.dequeueCount() + ": " + e);
            if (message.dequeueCount() < options.maxDequeueCount()) return false;
            queue.poison(message);
            return true;
        }
    }

    private synchronized void ended(Message message, Duration timeout) {
        running--;
        if (timeout.isZero()) invisible.remove(message.file());
        else later.accept(timeout, () -> visible(message));
        pump();
        notifyAll();
    }

    private synchronized void visible(Message message) {
        invisible.remove(message.file());
        pump();
    }
}
