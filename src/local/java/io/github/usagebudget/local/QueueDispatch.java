package io.github.usagebudget.local;

import io.github.usagebudget.local.HostQueue.Message;
import java.util.concurrent.Executor;
import java.util.logging.Logger;

/**
 * Gives the messages of one queue to the function that it triggers, as many at once as host.json says. One that fails is given again
 * after its visibility timeout; one that failed too often is kept aside in the poison queue. Whoever has one of these pumps it now and
 * then. Thread-safe.
 */
final class QueueDispatch {
    /** The function; what it throws says that it failed. */
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

    /** Starts what may start; returns at once. The next batch is fetched when no more than the threshold still run. */
    synchronized void pump() {
        if (running > options.newBatchThreshold()) return;
        for (var message : queue.take(options.batchSize())) {
            running++;
            executor.execute(() -> handle(message));
        }
    }

    /** Waits until nothing runs and no visible message is left. */
    synchronized void awaitIdle() throws InterruptedException {
        pump();
        while (running > 0) wait();
    }

    private void handle(Message message) {
        try {
            if (received(message)) queue.delete(message);
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

    private boolean received(Message message) {
        try {
            if (message.dequeueCount() > options.maxDequeueCount())
                throw new IllegalStateException("a host ended while it ran");
            receiver.receive(message);
            return true;
        } catch (Exception e) {
            LOG.severe("message " + message.id() + " failed, time " + message.dequeueCount() + ": "
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
