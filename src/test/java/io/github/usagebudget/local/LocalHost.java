package io.github.usagebudget.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs a staging folder's functions on loopback, as the Azure Functions host does: HTTP routes with the function key, timers when
 * {@code POST /admin/functions/{name}} asks for them, blobs and queues in a folder. What is not covered: real schedules, extension
 * bundles, scaling, time limits.
 */
public final class LocalHost implements AutoCloseable {
    static final String KEY = "local";

    private final StagingFolder deployable;
    private final LocalStorage storage;
    private final List<LocalFunction> functions;
    private final List<LocalFunction> notStarted;
    private final List<QueueDispatch> queues;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final LocalServer server;

    private LocalHost(Path staging, int port, LocalStorage storage) throws IOException {
        this.deployable = new StagingFolder(staging);
        this.storage = storage;
        var all = deployable.functions();
        functions = all.stream()
                .filter(function -> function.missingSetting().isEmpty())
                .toList();
        notStarted = all.stream()
                .filter(function -> function.missingSetting().isPresent())
                .toList();
        queues = functions.stream()
                .filter(LocalFunction::isQueue)
                .map(this::dispatch)
                .toList();
        server = new LocalServer(this, port, executor);
    }

    /** Loads the functions and serves them, and goes on with the messages that are left over; port 0 is any free one. */
    static LocalHost started(Path staging, int port, LocalStorage storage) throws IOException {
        var host = new LocalHost(staging, port, storage);
        host.queues.forEach(QueueDispatch::pump);
        host.server.start();
        return host;
    }

    /** {@code LocalHost STAGING PORT [STORAGE]}: serves until it is killed; settings come from the environment alone. */
    public static void main(String[] arguments) {
        try {
            var host = started(
                    Path.of(arguments[0]),
                    Integer.parseInt(arguments[1]),
                    arguments.length > 2 ? new LocalStorage(Path.of(arguments[2])) : LocalStorage.temporary());
            host.notStarted()
                    .forEach(function -> System.err.println("SEVERE " + function.name() + " not started: the setting "
                            + function.missingSetting().orElseThrow() + " is missing"));
            System.out.println("serving " + host.url());
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            // the framework's threads would keep the process alive
            System.exit(1);
        }
    }

    URI url() {
        return server.url();
    }

    List<LocalFunction> functions() {
        return functions;
    }

    /** Those whose bindings name a setting that is missing. */
    List<LocalFunction> notStarted() {
        return notStarted;
    }

    LocalStorage storage() {
        return storage;
    }

    String pathOf(LocalFunction function) {
        return "/" + deployable.routePrefix() + "/" + function.route();
    }

    /** Calls a function; messages that it sent are on their way when this returns. */
    Object invoke(LocalFunction function, Trigger trigger) throws Exception {
        try {
            return new Invocation(deployable, function, trigger, storage).run();
        } finally {
            queues.forEach(QueueDispatch::pump);
        }
    }

    /** Waits until no message is left but those that failed a moment ago. */
    void settle() throws InterruptedException {
        for (var queue : queues) queue.settle();
    }

    private QueueDispatch dispatch(LocalFunction function) {
        var queue = BindingPath.resolved((String) function.trigger().get("queueName"), Map.of());
        return new QueueDispatch(
                storage.queue(queue),
                QueueOptions.of(deployable.hostFile(), LocalSettings::given),
                message -> invoke(function, Trigger.of(message)),
                executor,
                (delay, task) -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, executor)
                        .execute(task));
    }

    @Override
    public void close() throws IOException {
        server.stop();
        executor.shutdownNow();
        deployable.close();
    }
}
