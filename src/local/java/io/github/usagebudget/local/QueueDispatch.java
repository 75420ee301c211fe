package io.github.usagebudget.local;

import io.github.usagebudget.local.HostQueue.Message;
import java.util.concurrent.Executor;
import java.util.logging.Logger;

/**
 * Dispatches the messages of one queue to the function that it triggers, with the concurrency of host.json. A failed message is
 * dispatched again after the visibility timeout; after too many failures it moves to the poison queue. The owner must call
 * {@link #pump} regularly. Thread-safe.
 */
final class QueueDispatch {
    /** The function; it throws if it fails. */
    interface Receiver {
        void receive(Message message) throws Exception;
    }

    private static final Logger LOG = Logger.getLogger("host");

    private final HostQueue queue;
    private final HostQueue poison;
    private final QueueOptions options;
    private final Receiver receiver;
    private final Executor executor;

    // Mutable state, guarded by this
    private int running;

    QueueDispatch(HostQueue queue, HostQueue poison, QueueOptions options, Receiver receiver, Executor executor) {
        this.queue = queue;
        this.poison = poison;
        this.options = options;
        this.receiver = receiver;
        this.executor = executor;
    }

    /** Starts the next batch of messages unless more than {@code newBatchThreshold} are still running. Does not wait for them. */
    synchronized void pump() {
        if (running > options.newBatchThreshold()) return;
        for (var message : queue.take(options.batchSize())) {
            running++;
            executor.execute(() -> handle(message));
        }
    }

    /** Waits until no message is running and no visible message is left. */
    synchronized void awaitIdle() throws InterruptedException {
        pump();
        while (running > 0) wait();
    }

    private void handle(Message message) {
        try {
            if (receive(message)) queue.delete(message);
            else if (message.dequeueCount() < options.maxDequeueCount())
                queue.release(message, options.visibilityTimeout());
            else {
                poison.send(message.text());
                queue.delete(message);
            }
        } finally {
            ended();
        }
    }

    private boolean receive(Message message) {
        try {
            if (message.dequeueCount() > options.maxDequeueCount())
                throw new IllegalStateException("a host stopped while the message was running");
            receiver.receive(message);
            return true;
        } catch (Exception e) {
            LOG.severe("message " + message.id() + " failed, attempt " + message.dequeueCount() + ": "
                    + LocalHost.firstLine(e));
            return false;
        }
    }

    private synchronized void ended() {
        running--;
        pump();
        notifyAll();
    }
}
