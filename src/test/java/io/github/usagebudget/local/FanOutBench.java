package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The batches of a large plan on several instances of the packaged deployable, each in a separate process, at one limit. The bench
 * distributes the messages among the instances, as the platform would.
 */
final class FanOutBench {
    private static final int LIMIT = 100;
    private static final int BURST = 20;
    private static final int LATENCY = 80;
    private static final int BATCHES = 100;
    private static final int IN_BATCH = 100;
    private static final int REQUESTS = 2;
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(15);

    private final Path storage;
    private final Simulator simulator;
    private final BenchTable table;

    FanOutBench(Path storage, Simulator simulator, BenchTable table) {
        this.storage = storage;
        this.simulator = simulator;
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        simulator.stopRecording();
        run("1 instance", BATCHES);
        // the platform starts about one instance for each batchSize messages
        run("4 instances", 32, 32, 32, 4);
        var many = new int[25];
        Arrays.fill(many, BATCHES / many.length);
        run("25 instances", many);
    }

    private void run(String name, int... batches) throws IOException, InterruptedException {
        var center = simulator.partnerCenter();
        center.latency(LATENCY);
        center.forgetCustomers();
        var run = UUID.randomUUID().toString();
        var hosts = new ArrayList<HostProcess>();
        try {
            for (var i = 0; i < batches.length; i++) hosts.add(host(folder(run, i)));
            center.limit(LIMIT, BURST);
            var started = System.nanoTime();
            var sent = 0;
            for (var i = 0; i < batches.length; i++)
                for (var j = 0; j < batches[i]; j++) send(folder(run, i), run, ++sent);
            var reports = reports(batches.length, run, started + LONGEST);
            var ideal = (double) (BATCHES * IN_BATCH * REQUESTS - BURST) / LIMIT;
            table.single("fan-out, " + name, "time / the limit's own", (System.nanoTime() - started) / 1e9 / ideal);
            table.single(
                    "refused with 429, %, " + name,
                    "of all requests",
                    100.0 * center.refused() / (center.served() + center.refused()));
            table.single("customers updated, " + name, "of " + BATCHES * IN_BATCH, sum(reports, "updated"));
            table.single("customers failed, " + name, "in the reports", sum(reports, "failed"));
        } finally {
            hosts.forEach(HostProcess::close);
            center.unlimited();
            center.latency(0);
        }
    }

    private Path folder(String run, int instance) {
        return storage.resolve(run).resolve("" + instance);
    }

    private HostProcess host(Path folder) throws IOException, InterruptedException {
        var settings = SimulatedHost.settings(simulator, Map.of());
        settings.put("BUDGET_REPORT_BLOB", "budgets/reports/{DateTime}.json");
        settings.put("BUDGET_PLAN_TIME_LIMIT", "28m");
        settings.put("AzureFunctionsJobHost__functionTimeout", "00:30:00");
        return HostProcess.started(settings, folder, List.of("-Xmx128m"));
    }

    private void send(Path folder, String run, int batch) {
        var budgets = IntStream.range(0, IN_BATCH)
                .mapToObj(i -> {
                    var id = new UUID(0xFA4_0000_0000_4000L + batch, i).toString();
                    simulator.partnerCenter().customer(id, "80");
                    return "{\"customerTenantId\":\"" + id + "\",\"amount\":90}";
                })
                .collect(Collectors.joining(","));
        new LocalStorage(folder)
                .queue(LocalSettings.HOST.get("BUDGET_BATCH_QUEUE"))
                .send("{\"runId\":\"" + run + "\",\"planVersion\":\"sha256:0\",\"correlationId\":\"" + run
                        + "\",\"dryRun\":false,\"reports\":\"budgets/reports\",\"batch\":" + batch + ",\"batches\":"
                        + BATCHES + ",\"budgets\":[" + budgets + "]}");
    }

    /** Waits for the reports of all batches. */
    private List<String> reports(int instances, String run, long latest) throws IOException, InterruptedException {
        while (true) {
            var files = new ArrayList<Path>();
            for (var i = 0; i < instances; i++)
                files.addAll(
                        list(folder(run, i).resolve("blobs/budgets/reports").resolve(run)));
            if (files.size() == BATCHES || System.nanoTime() > latest)
                return files.stream().map(FanOutBench::read).toList();
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sum(List<String> reports, String outcome) {
        return reports.stream()
                .mapToLong(report -> Long.parseLong(report.replaceFirst("(?s).*?\"" + outcome + "\":(\\d+).*", "$1")))
                .sum();
    }
}
