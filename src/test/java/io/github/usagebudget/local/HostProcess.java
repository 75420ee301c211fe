package io.github.usagebudget.local;

import static io.restassured.RestAssured.given;

import io.github.usagebudget.simulator.Simulator;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** The packaged deployable in a local host in a separate process, configured by environment variables only. */
final class HostProcess implements AutoCloseable {
    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<URI> url = new CompletableFuture<>();

    private HostProcess(Process process) {
        this.process = process;
    }

    /** The staging folder of the build, which passes its path as a system property. */
    static Path staging() {
        return Path.of(System.getProperty("staging.directory"));
    }

    static HostProcess started(Map<String, String> environment) throws IOException, InterruptedException {
        return start(staging(), environment, List.of(), List.of());
    }

    /** @param flags for the JVM */
    static HostProcess started(Map<String, String> environment, Path storage, List<String> flags)
            throws IOException, InterruptedException {
        return start(staging(), environment, List.of(storage.toString()), flags);
    }

    /** @param storage a folder for blobs and queues */
    static HostProcess started(Map<String, String> environment, Path storage) throws IOException, InterruptedException {
        return start(staging(), environment, List.of(storage.toString()), List.of());
    }

    /** @param deployable the staging folder to run instead of the build's */
    static HostProcess started(Path deployable, Map<String, String> environment, List<String> flags)
            throws IOException, InterruptedException {
        return start(deployable, environment, List.of(), flags);
    }

    /** Uses the Azure Storage account of {@code AzureWebJobsStorage}. Gets the class path of the tests, because it needs the SDK. */
    static HostProcess onAzure(Map<String, String> environment, Duration invisibility)
            throws IOException, InterruptedException {
        var classPath = System.getProperty("java.class.path");
        return start(
                JavaProcess.of(
                        classPath, AzureHost.class, List.of(), staging().toString(), "0", invisibility.toString()),
                environment);
    }

    private static HostProcess start(
            Path deployable, Map<String, String> environment, List<String> storage, List<String> flags)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(deployable.toString(), "0"));
        arguments.addAll(storage);
        return start(JavaProcess.of(LocalHost.class, flags, arguments.toArray(String[]::new)), environment);
    }

    private static HostProcess start(ProcessBuilder builder, Map<String, String> environment)
            throws IOException, InterruptedException {
        builder.redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("[A-Z]+_.*") && !name.startsWith("JAVA"));
        builder.environment().putAll(environment);
        var host = new HostProcess(builder.start());
        var reader = new Thread(host::read);
        reader.setDaemon(true);
        reader.start();
        host.awaitStart();
        return host;
    }

    private void awaitStart() throws InterruptedException {
        try {
            url.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the local host did not start: " + output, e);
        }
    }

    URI url() {
        return url.join();
    }

    /** A request with the function key. */
    RequestSpecification request() {
        return given().baseUri(url().toString()).header("x-functions-key", LocalHost.KEY);
    }

    /** Runs a function that has no HTTP trigger, as an administrator does. */
    Response fire(String function) {
        return given().post(url() + "/admin/functions/" + function);
    }

    long pid() {
        return process.pid();
    }

    /** Everything that the process printed so far, including its log. */
    List<String> output() {
        return List.copyOf(output);
    }

    /** Returns whether the output has a line that matches. Waits up to ten seconds, because output arrives with a delay. */
    boolean prints(String regex) throws InterruptedException {
        var pattern = Pattern.compile(regex);
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        synchronized (output) {
            while (output.stream().noneMatch(line -> pattern.matcher(line).find())) {
                var left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) return false;
                output.wait(left);
            }
        }
        return true;
    }

    private void add(String line) {
        synchronized (output) {
            output.add(line);
            output.notifyAll();
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line);
                if (line.startsWith("serving ")) url.complete(URI.create(line.substring("serving ".length())));
            }
        } catch (IOException e) {
            add("output ended: " + e.getMessage());
        }
        url.completeExceptionally(new IllegalStateException("the process ended"));
    }

    /** Starts the timer's run and kills the process after this many changes. */
    void killDuringRun(Simulator simulator, int changes) throws InterruptedException {
        var run = CompletableFuture.runAsync(() -> {
            try {
                fire("scheduled-budget-plan");
            } catch (Exception e) {
                // expected: no answer comes
            }
        });
        simulator.awaitSeen("partner-center", "PATCH", changes);
        kill();
        run.join();
    }

    /** Kills the process without a shutdown. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
