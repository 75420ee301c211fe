package io.github.usagebudget.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Gives each message to the function that its queue triggers, one after the other; a message that fails is given again, and after
 * the fifth time kept aside in {@code {queue}-poison}. What is not covered: visibility timeouts, more than one message at once.
 */
final class QueueDispatch {
    private static final int MOST_TIMES = 5;

    private final StagingFolder deployable;
    private final LocalStorage storage;
    private final List<LocalFunction> functions;

    QueueDispatch(StagingFolder deployable, LocalStorage storage, List<LocalFunction> functions) {
        this.deployable = deployable;
        this.storage = storage;
        this.functions = functions.stream().filter(LocalFunction::isQueue).toList();
    }

    /** Until no message waits. */
    synchronized void drain() {
        for (var function : functions) {
            var queue = BindingPath.resolved((String) function.trigger().get("queueName"), null);
            for (var waiting = storage.messages(queue); !waiting.isEmpty(); waiting = storage.messages(queue))
                waiting.forEach(message -> deliver(function, queue, message));
        }
    }

    private void deliver(LocalFunction function, String queue, Path file) {
        try {
            var message = Files.readString(file);
            if (!delivered(function, message)) storage.enqueue(queue + "-poison", message);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean delivered(LocalFunction function, String message) {
        for (var times = 0; times < MOST_TIMES; times++) {
            try {
                new Invocation(deployable, function, message, storage).run();
                return true;
            } catch (Exception e) {
                System.err.println("SEVERE " + function.name() + " failed: " + e.getMessage());
            }
        }
        return false;
    }
}
