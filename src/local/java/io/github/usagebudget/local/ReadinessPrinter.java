package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** {@code -Dlocal.doctor}: requests the function's readiness and prints it as a table. */
final class ReadinessPrinter {
    private static final String PATH = "/api/usage-budget/readiness";

    private final LocalHost host;
    private final LocalCaller caller;
    private final PrintStream out;
    private final boolean simulated;

    ReadinessPrinter(LocalHost host, LocalCaller caller, PrintStream out, boolean simulated) {
        this.simulated = simulated;
        this.host = host;
        this.caller = caller;
        this.out = out;
    }

    /** Returns whether the function is ready. */
    boolean run() throws IOException, InterruptedException {
        var request = caller.request(host.url() + PATH).build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        out.printf("%nREADINESS: GET %s%n%n", PATH);
        if (response.statusCode() != 200) {
            out.printf("  %d%n%s%n", response.statusCode(), Pretty.json(response.body(), "  "));
            return false;
        }
        var readiness = Json.object(response.body());
        for (var check : (List<?>) readiness.get("checks")) print((Map<?, ?>) check);
        if (simulated) out.printf("%nThis run simulates the services on loopback.%n");
        var ready = Boolean.TRUE.equals(readiness.get("ready"));
        out.printf("%n%s%n", ready ? "Ready." : "Not ready: see the first line that is NOT OK.");
        return ready;
    }

    private void print(Map<?, ?> check) {
        out.printf(
                "  %-6s %-14s %s%n",
                Boolean.TRUE.equals(check.get("ok")) ? "ok" : "NOT OK", check.get("name"), check.get("detail"));
    }
}
