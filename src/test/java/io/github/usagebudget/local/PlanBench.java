package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The plan runs of {@link Bench}: by the timer of the packaged deployable, in a separate process with 256 MiB of heap. First at a limit
 * that the run must find, then with random throttling, then without a limit.
 */
final class PlanBench {
    private static final int LIMIT = 100;
    private static final int BURST = 10;
    private static final int LATENCY = 50;
    private static final int LIMITED = 3_000;

    private static final int PERCENT = 8;
    private static final int AT_RANDOM = 2_000;
    private static final int LATENCY_AT_RANDOM = 80;

    private static final int FEW = 1_000;
    private static final int MANY = 100_000;

    /** Runs with few customers until the JIT is done and the times are stable. */
    private static final int WARM_UP = 30;

    private static final int RUNS = 9;

    private final Path storage;
    private final Simulator simulator = Simulator.started();
    private final HttpClient client = HttpClient.newHttpClient();
    private final BenchTable table;

    PlanBench(Path storage, BenchTable table) {
        this.storage = storage;
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        limited();
        refusedAtRandom();
        unlimited();
        simulator.close();
    }

    /** Runs the same plan without throttling, and with throttling that does not depend on its rate. */
    private void refusedAtRandom() throws IOException, InterruptedException {
        var center = simulator.partnerCenter();
        center.latency(LATENCY_AT_RANDOM);
        try (var host = host()) {
            store(AT_RANDOM, "90");
            center.refuse(0);
            var without = run(host) / 1000.0;
            store(AT_RANDOM, "90");
            center.refuse(PERCENT);
            var with = run(host) / 1000.0;
            table.single(PERCENT + " % refused at random", "time / without, plan of " + AT_RANDOM, with / without);
            table.single("failed, " + PERCENT + " % refused", "in the report", count("failed"));
            table.single("updated, " + PERCENT + " % refused", "of " + AT_RANDOM, count("updated"));
        }
        center.unlimited();
        center.latency(0);
    }

    private void limited() throws IOException, InterruptedException {
        var center = simulator.partnerCenter();
        center.latency(LATENCY);
        try (var host = host()) {
            store(LIMITED, "90");
            center.limit(LIMIT, BURST);
            var seconds = run(host) / 1000.0;
            var sent = center.served() + center.refused();
            table.single("requests served", "plan of " + LIMITED, center.served());
            table.single(
                    "achieved, % of " + LIMIT + "/s", "served / s / limit", 100.0 * center.served() / seconds / LIMIT);
            table.single("refused with 429, %", "of all requests", 100.0 * center.refused() / sent);
            table.single("failed customers", "in the report", count("failed"));
        }
        center.unlimited();
        center.latency(0);
    }

    private void unlimited() throws IOException, InterruptedException {
        simulator.forgetRequests();
        simulator.stopRecording();
        try (var host = host()) {
            for (var warmUp = 0; warmUp < WARM_UP; warmUp++) perCustomer(host, FEW);
            var few = new ArrayList<Double>();
            for (var i = 0; i < RUNS; i++) few.add(perCustomer(host, FEW));
            var before = median(few);
            var many = perCustomer(host, MANY);
            var updated = count("updated");
            for (var i = 0; i < RUNS; i++) few.add(perCustomer(host, FEW));
            table.single("customer of " + FEW, "us, median of " + RUNS + " runs before", before);
            table.single(
                    "customer of " + FEW + ", after", "us, median of " + RUNS, median(few.subList(RUNS, 2 * RUNS)));
            table.single("customer of " + MANY, "us, heap 256 MiB", many);
            table.single("ratio", MANY + " to " + FEW + ", all " + 2 * RUNS, many / median(few));
            table.single("updated", "of " + MANY, updated);
        }
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** Microseconds for each customer, from the timer's request to its answer. Reads and writes every budget. */
    private double perCustomer(HostProcess host, int customers) throws IOException, InterruptedException {
        store(customers, "90");
        var started = System.nanoTime();
        fire(host);
        return (System.nanoTime() - started) / 1e3 / customers;
    }

    private HostProcess host() throws IOException, InterruptedException {
        var settings = SimulatedHost.settings(simulator, Map.of());
        settings.put("BUDGET_REPORT_BLOB", "budgets/report.json");
        settings.put("BUDGET_PLAN_TIME_LIMIT", "30m");
        settings.put("AzureFunctionsJobHost__functionTimeout", "-1");
        return HostProcess.started(settings, storage, List.of("-Xmx256m"));
    }

    /** Adds customers with a budget of 80, and stores a plan for them in JSON, the most common format. */
    private void store(int customers, String amount) throws IOException {
        simulator.partnerCenter().forgetCustomers();
        var plan = IntStream.range(0, customers)
                .mapToObj(i -> {
                    var id = new UUID(0xBE4C_0000_0000_4000L, i).toString();
                    simulator.partnerCenter().customer(id, "80");
                    return "{\"customerTenantId\":\"" + id + "\",\"amount\":" + amount + "}";
                })
                .collect(Collectors.joining(",\n", "{\"budgets\":[", "]}"));
        var blob = storage.resolve("blobs/budgets/plan.json");
        Files.createDirectories(blob.getParent());
        Files.writeString(blob, plan);
    }

    /** The duration of the run in milliseconds, from its report. */
    private long run(HostProcess host) throws IOException, InterruptedException {
        fire(host);
        var report = Files.readString(storage.resolve("blobs/budgets/report.json"));
        var started = Instant.parse(text(report, "startedAt"));
        return Duration.between(started, Instant.parse(text(report, "finishedAt")))
                .toMillis();
    }

    private void fire(HostProcess host) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(host.url() + "/admin/functions/scheduled-budget-plan"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
    }

    private long count(String outcome) throws IOException {
        var report = Files.readString(storage.resolve("blobs/budgets/report.json"));
        return Long.parseLong(report.replaceFirst("(?s).*?\"" + outcome + "\":(\\d+).*", "$1"));
    }

    private static String text(String report, String name) {
        return report.replaceFirst("(?s).*?\"" + name + "\":\"([^\"]+)\".*", "$1");
    }
}
