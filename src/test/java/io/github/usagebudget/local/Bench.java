package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * {@code mvn -Pbench}: compares the speed of the packaged deployable with that of {@link PlainFunction} in the same local host, each in a separate process with the worker's flags. The ratios are the cost of the framework and the checks on any machine. {@code -Dbench=cold}
 * (warm, throughput, memory, size, sdk, plan, fan-out) runs one part; {@code record} measures nothing, but writes {@link FirstCallClasses} down.
 */
public final class Bench {
    private static final String CUSTOMER = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";
    private static final int COLD_RUNS = 11;
    private static final int WARM_UP = 5_000;
    private static final int WARM = 5_000;
    private static final int SLOW = 200;
    private static final int TURNS = 10;
    private static final List<String> INSTANCE = List.of("-XX:MaxRAM=2g");

    private final Path deployable;
    private final Path plain;
    private final Path target;
    private final Simulator simulator = Simulator.started();
    private final BenchTable table = new BenchTable();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newCachedThreadPool(Bench::daemon))
            .build();

    private Bench(Path deployable, Path target) throws IOException {
        this.deployable = deployable;
        this.target = target;
        this.plain = PlainDeployable.in(target.resolve("plain-function"), deployable);
        simulator.partnerCenter().customer(CUSTOMER, "80");
        simulator.stopRecording();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setProperty("staging.directory", arguments[0]);
        var bench = new Bench(Path.of(arguments[0]), Path.of(arguments[1]));
        try {
            bench.run();
        } finally {
            // otherwise its threads would keep the process running after a failure
            bench.simulator.close();
        }
    }

    private void run() throws IOException, InterruptedException {
        var wanted = System.getProperty("bench");
        if (wanted.contains("cold")) cold();
        if (wanted.contains("warm")) warm();
        if (wanted.contains("throughput")) throughput();
        if (wanted.contains("memory")) memory();
        if (wanted.contains("size")) size();
        if (wanted.contains("sdk")) azureSdk();
        if (wanted.equals("record"))
            Files.write(FirstCallClasses.LIST, FirstCallClasses.of(deployable, target.resolve("bench-record")));
        if (wanted.contains("plan")) new PlanBench(target.resolve("bench-storage"), table).run();
        if (wanted.contains("fan-out")) new FanOutBench(target.resolve("bench-fan-out"), simulator, table).run();
        table.write(target.resolve("bench.json"));
    }

    /** From the start of the process to the first answered update: alternating between both, so that both run under the same load. */
    private void cold() throws IOException, InterruptedException {
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        for (var run = 0; run < COLD_RUNS; run++) {
            theirs.add(firstAnswer(plain));
            ours.add(firstAnswer(deployable));
        }
        table.compare("cold start", "ms, median of " + COLD_RUNS, median(ours), median(theirs));
    }

    /** Compares the plain function with and without the Azure SDK. */
    private void azureSdk() throws IOException, InterruptedException {
        var sdk = PlainDeployable.withAzureSdk(target.resolve("sdk-function"), deployable);
        var with = new ArrayList<Double>();
        var without = new ArrayList<Double>();
        for (var run = 0; run < COLD_RUNS; run++) {
            without.add(firstAnswer(plain));
            with.add(firstAnswer(sdk));
        }
        table.compare("Azure SDK: cold start", "ms, median of " + COLD_RUNS, median(with), median(without));
        table.compare("Azure SDK: jars", "", jars(sdk).size(), jars(plain).size());
        table.compare("Azure SDK: deployable", "MB", megabytes(sdk), megabytes(plain));
        table.compare("Azure SDK: classes loaded", "until the first answer", classes(sdk), classes(plain));
    }

    private double firstAnswer(Path functions) throws IOException, InterruptedException {
        var started = System.nanoTime();
        try (var host = HostProcess.started(functions, simulator.settings(), List.of())) {
            update(host.url());
            return (System.nanoTime() - started) / 1e6;
        }
    }

    /** Sequential updates, with upstream latencies of 0 and 50 ms. */
    private void warm() throws IOException, InterruptedException {
        try (var ours = HostProcess.started(deployable, simulator.settings(), List.of());
                var theirs = HostProcess.started(plain, simulator.settings(), List.of())) {
            for (var url : List.of(ours.url(), theirs.url())) time(url, new double[WARM_UP], 0, WARM_UP);
            compareTimes("warm", ours.url(), theirs.url(), WARM);
            table.single("warm, bare PATCH, p50", "ms", percentile(bareTimes(WARM), 50));
            simulator.partnerCenter().latency(50);
            compareTimes("warm at 50 ms", ours.url(), theirs.url(), SLOW);
            simulator.partnerCenter().latency(0);
        }
    }

    /** Alternates between both after each tenth of the updates, so that both run under the same load. */
    private void compareTimes(String what, URI ours, URI theirs, int count) throws IOException, InterruptedException {
        var ourTimes = new double[count];
        var theirTimes = new double[count];
        for (var from = 0; from < count; from += count / TURNS) {
            time(ours, ourTimes, from, from + count / TURNS);
            time(theirs, theirTimes, from, from + count / TURNS);
        }
        for (var percent : List.of(50, 90, 99))
            table.compare(what + ", p" + percent, "ms", percentile(ourTimes, percent), percentile(theirTimes, percent));
    }

    private void time(URI url, double[] times, int from, int to) throws IOException, InterruptedException {
        for (var i = from; i < to; i++) {
            var started = System.nanoTime();
            update(url);
            times[i] = (System.nanoTime() - started) / 1e6;
        }
    }

    /** Only the last of the four calls, without any function. */
    private double[] bareTimes(int count) throws IOException, InterruptedException {
        var token = simulator.entra().appToken();
        var request = HttpRequest.newBuilder(
                        URI.create(simulator.partnerCenter().url() + "/v1/customers/" + CUSTOMER + "/usagebudget"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("MS-RequestId", CUSTOMER)
                .header("MS-CorrelationId", CUSTOMER)
                .header("MS-Contract-Version", "v1")
                .header("X-Locale", "en-US")
                .method(
                        "PATCH",
                        BodyPublishers.ofString("{\"Amount\":100,\"Attributes\":{\"ObjectType\":\"SpendingBudget\"}}"))
                .build();
        var times = new double[count];
        for (var i = -WARM_UP; i < count; i++) {
            var started = System.nanoTime();
            var status = client.send(request, BodyHandlers.ofString()).statusCode();
            if (status != 200) throw new IllegalStateException("the bare PATCH was answered " + status);
            if (i >= 0) times[i] = (System.nanoTime() - started) / 1e6;
        }
        return times;
    }

    private void throughput() throws IOException, InterruptedException {
        try (var ours = HostProcess.started(deployable, simulator.settings(), List.of());
                var theirs = HostProcess.started(plain, simulator.settings(), List.of())) {
            for (var atOnce : List.of(1, 16, 64)) {
                for (var url : List.of(ours.url(), theirs.url())) seconds(url, atOnce, WARM_UP);
                var ourTime = 0.0;
                var theirTime = 0.0;
                for (var turn = 0; turn < TURNS; turn++) {
                    ourTime += seconds(ours.url(), atOnce, WARM / TURNS);
                    theirTime += seconds(theirs.url(), atOnce, WARM / TURNS);
                }
                table.compare("throughput at " + atOnce, "updates/s", WARM / ourTime, WARM / theirTime);
            }
        }
    }

    /** The duration of this many updates with this concurrency. */
    private double seconds(URI url, int atOnce, int count) throws InterruptedException {
        var left = new AtomicInteger(count);
        var failed = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        var started = System.nanoTime();
        for (var i = 0; i < atOnce; i++) {
            var thread = daemon(() -> {
                while (left.getAndDecrement() > 0) {
                    try {
                        update(url);
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        failed.incrementAndGet();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (var thread : threads) thread.join();
        if (failed.get() > 0) throw new IllegalStateException(failed + " updates failed at " + atOnce + " at once");
        return (System.nanoTime() - started) / 1e9;
    }

    /** The limits of an instance of 2 GiB, the usual size in Flex Consumption. A JVM takes more heap on a larger machine. */
    private void memory() throws IOException, InterruptedException {
        try (var ours = HostProcess.started(deployable, simulator.settings(), INSTANCE);
                var theirs = HostProcess.started(plain, simulator.settings(), INSTANCE)) {
            for (var url : List.of(ours.url(), theirs.url())) update(url);
            var first = resident(ours);
            table.compare("resident at first answer", "MiB", first, resident(theirs));
            table.compare("heap at first answer", "MiB, after a collection", heap(ours), heap(theirs));
            for (var url : List.of(ours.url(), theirs.url())) seconds(url, 1, 10_000);
            table.compare("resident after 10,000", "MiB", resident(ours), resident(theirs));
            table.compare("heap after 10,000", "MiB, after a collection", heap(ours), heap(theirs));
        }
    }

    private static double resident(HostProcess host) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/" + host.pid() + "/status")))
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        throw new IllegalStateException("only Linux says how much memory is resident");
    }

    private static double heap(HostProcess host) throws IOException, InterruptedException {
        jcmd(host, "GC.run");
        for (var line : jcmd(host, "GC.heap_info").split("\n"))
            if (line.contains(" used ") && line.contains(" total "))
                return Long.parseLong(line.replaceFirst(".* used (\\d+)K.*", "$1")) / 1024.0;
        return 0;
    }

    private static String jcmd(HostProcess host, String command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(host.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private void size() throws IOException, InterruptedException {
        table.compare("jars", "", jars(deployable).size(), jars(plain).size());
        table.compare("deployable", "MB", megabytes(deployable), megabytes(plain));
        table.compare("classes loaded", "until the first answer", classes(deployable), classes(plain));
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static double megabytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    / 1e6;
        }
    }

    private long classes(Path functions) throws IOException, InterruptedException {
        var log = target.resolve("bench-classes.log");
        try (var host = HostProcess.started(functions, simulator.settings(), List.of("-Xlog:class+load:file=" + log))) {
            update(host.url());
            try (var lines = Files.lines(log)) {
                return lines.filter(line -> line.contains(" source: ")).count();
            }
        }
    }

    private void update(URI host) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(host + "/api/usage-budget"))
                .header("x-functions-key", LocalHost.KEY)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"customerTenantId\":\"" + CUSTOMER + "\",\"amount\":100.10}"))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IllegalStateException("an update was answered " + answer.body());
    }

    private static double median(List<Double> values) {
        return percentile(values.stream().mapToDouble(value -> value).toArray(), 50);
    }

    private static double percentile(double[] values, int percent) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "bench");
        thread.setDaemon(true);
        return thread;
    }
}
