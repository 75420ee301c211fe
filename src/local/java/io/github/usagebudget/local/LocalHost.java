package io.github.usagebudget.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * Runs a staging folder's functions on loopback, as the Azure Functions host does: HTTP routes with the function key, timers on
 * {@code POST /admin/functions/{name}}, blobs and queues in the given storage. Not covered: real schedules, extension bundles, scaling,
 * time limits.
 */
public final class LocalHost implements AutoCloseable {
    static final String KEY = "local";

    private static final Logger LOG = Logger.getLogger("host");

    /** How often the host looks for messages of other senders. */
    private static final Duration POLLING = Duration.ofMillis(500);

    private final StagingFolder deployable;
    private final HostStorage storage;
    private final List<LocalFunction> functions;
    private final List<LocalFunction> notStarted;
    private final List<QueueDispatch> queues;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService polling = Executors.newSingleThreadScheduledExecutor();
    private final LocalServer server;

    private LocalHost(Path staging, int port, HostStorage storage) throws IOException {
        // fails on a port in use before the framework boots; it serves nothing before start()
        this.server = new LocalServer(this, port, executor);
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
    }

    /**
     * Loads and serves the functions, and dispatches the messages that are already in the queues.
     *
     * @param port 0 for any free port
     */
    static LocalHost started(Path staging, int port, HostStorage storage) throws IOException {
        var host = new LocalHost(staging, port, storage);
        host.pump();
        host.polling.scheduleWithFixedDelay(host::poll, POLLING.toMillis(), POLLING.toMillis(), TimeUnit.MILLISECONDS);
        host.server.start();
        return host;
    }

    /** {@code LocalHost STAGING PORT [STORAGE]}: serves until the process is killed. Reads no local.settings.json. */
    public static void main(String[] arguments) {
        serve(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                () -> arguments.length > 2 ? new LocalStorage(Path.of(arguments[2])) : LocalStorage.temporary());
    }

    /** Serves until the process is killed. */
    static void serve(Path staging, int port, Supplier<HostStorage> storage) {
        try {
            var host = started(staging, port, storage.get());
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

    /** The functions with a binding that names a missing setting. */
    List<LocalFunction> notStarted() {
        return notStarted;
    }

    HostStorage storage() {
        return storage;
    }

    String pathOf(LocalFunction function) {
        return "/" + deployable.routePrefix() + "/" + function.route();
    }

    /** Calls a function, and starts to dispatch the messages that it sent. */
    Object invoke(LocalFunction function, Trigger trigger) throws Exception {
        try {
            return new Invocation(deployable, function, trigger, storage).run();
        } finally {
            pump();
        }
    }

    private void pump() {
        queues.forEach(QueueDispatch::pump);
    }

    private void poll() {
        try {
            pump();
        } catch (RuntimeException e) {
            // the next poll can succeed
            LOG.warning("cannot take messages: " + firstLine(e));
        }
    }

    /** Waits until the queues have no visible message and no function runs for a message. */
    void awaitIdle() throws InterruptedException {
        for (var queue : queues) queue.awaitIdle();
    }

    /** The failure without its stack trace: the log is for people who try out their settings. */
    static String firstLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("");
    }

    private QueueDispatch dispatch(LocalFunction function) {
        var queue = BindingPath.resolved((String) function.trigger().get("queueName"), Map.of());
        return new QueueDispatch(
                storage.queue(queue),
                storage.queue(queue + "-poison"),
                QueueOptions.of(deployable.hostFile(), LocalSettings::get),
                message -> invoke(function, Trigger.of(message)),
                executor);
    }

    @Override
    public void close() throws IOException {
        polling.shutdownNow();
        server.stop();
        executor.shutdownNow();
        deployable.close();
    }
}
