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
 * Runs a staging folder's functions on loopback, as the Azure Functions host does: HTTP routes with the function key, timers when
 * {@code POST /admin/functions/{name}} asks for them, blobs and queues where it is told. What is not covered: real schedules, extension
 * bundles, scaling, time limits.
 */
public final class LocalHost implements AutoCloseable {
    static final String KEY = "local";

    private static final Logger LOG = Logger.getLogger("host");

    /** How long a message may wait that this host did not send itself. */
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
        // a port that is taken is found before the framework boots; nothing is served before start()
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

    /** Loads the functions and serves them, and goes on with the messages that are left over; port 0 is any free one. */
    static LocalHost started(Path staging, int port, HostStorage storage) throws IOException {
        var host = new LocalHost(staging, port, storage);
        host.pump();
        host.polling.scheduleWithFixedDelay(host::poll, POLLING.toMillis(), POLLING.toMillis(), TimeUnit.MILLISECONDS);
        host.server.start();
        return host;
    }

    /** {@code LocalHost STAGING PORT [STORAGE]}: serves until it is killed; settings come from the environment alone. */
    public static void main(String[] arguments) {
        serve(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                () -> arguments.length > 2 ? new LocalStorage(Path.of(arguments[2])) : LocalStorage.temporary());
    }

    /** Serves until it is killed. */
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

    /** Those whose bindings name a setting that is missing. */
    List<LocalFunction> notStarted() {
        return notStarted;
    }

    HostStorage storage() {
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
            // the next time may be better
            LOG.warning("no messages can be had: " + firstLine(e));
        }
    }

    /** Waits until no message is left but those that failed a moment ago. */
    void awaitIdle() throws InterruptedException {
        for (var queue : queues) queue.awaitIdle();
    }

    /** What went wrong, without a stack trace: this is a log for people who try their settings. */
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
