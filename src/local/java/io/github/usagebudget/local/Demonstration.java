package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.Simulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes one update over HTTP, prints it for a reader and checks its result. */
final class Demonstration {
    private static final String CUSTOMER = SampleCustomers.CONTOSO;
    private static final String BODY = "{\"customerTenantId\":\"" + CUSTOMER + "\",\"amount\":100.10}";
    /** Members that a reader does not need. */
    private static final Set<String> NOISE =
            Set.of("host", "user-agent", "content-length", "accept-encoding", "connection");

    private static final Set<String> SECRET = Set.of("authorization", "x-identity-header");

    private final LocalHost host;
    private final Simulator simulator;
    private final LocalCaller caller;
    private final PrintStream out;
    private final HttpClient client = HttpClient.newHttpClient();

    Demonstration(LocalHost host, Simulator simulator, LocalCaller caller, PrintStream out) {
        this.host = host;
        this.simulator = simulator;
        this.caller = caller;
        this.out = out;
    }

    /** Returns whether everything is as expected. */
    boolean run() throws IOException, InterruptedException {
        simulator.partnerCenter().customer(CUSTOMER, "80");
        var address = host.url() + "/api/usage-budget";
        out.printf("%nONE UPDATE: change a simulated customer's budget, which is 80%n%n");
        out.printf(
                "  POST %s%n  x-functions-key: %s%n  content-type: application/json%n  %s%n",
                address, LocalHost.KEY, BODY);

        var first = timed(address);
        out.printf("%nThe calls it caused:%n");
        simulator.seen().forEach(this::show);
        out.printf("%nThe answer, after %d ms:%n%n  %d%n", first.milliseconds, first.response.statusCode());
        first.response.headers().map().entrySet().stream()
                .filter(header ->
                        header.getKey().startsWith("x-ms-") || header.getKey().equals("content-type"))
                .forEach(header -> out.printf(
                        "  %s: %s%n", header.getKey(), header.getValue().get(0)));
        out.println(Pretty.json(first.response.body(), "  "));

        if (!isAsExpected(first.response)) return false;
        simulator.forgetRequests();
        var second = timed(address);
        out.printf(
                "%nA second update took %d ms and %d call: token and secret are cached.%n",
                second.milliseconds, simulator.seen().size());
        var good =
                expected(out, "a second update costs one call", simulator.seen().size() == 1);
        out.printf(
                "%nTry it yourself. For the customer 00000000-0000-0000-0000-000000000503, Partner Center always answers 503, for …404 it answers 404, and so on. For …429 it asks to wait 57 s, and the function waits.%n%n");
        out.printf(
                "  curl -i %s -H 'x-functions-key: %s' -H 'content-type: application/json' \\%n    %s-d '%s'%n",
                address, LocalHost.KEY, caller.curlHeader(), BODY.replace("100.10", "250"));
        return good;
    }

    private record Timed(HttpResponse<String> response, long milliseconds) {}

    private Timed timed(String address) throws IOException, InterruptedException {
        var request = caller.request(address)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        var started = System.nanoTime();
        var response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Timed(response, (System.nanoTime() - started) / 1_000_000);
    }

    private boolean isAsExpected(HttpResponse<String> response) {
        var good = expected(out, "the answer is 200", response.statusCode() == 200);
        good &= expected(
                out,
                "the platform and the vault were asked first, each thing once, then Entra and Partner Center, once each",
                inOrder(simulator.seen().stream().map(RecordedRequest::service).toList()));
        good &= expected(
                out,
                "Partner Center keeps the budget digit for digit",
                simulator.partnerCenter().budget(CUSTOMER).equals(Optional.of("100.10")));
        good &= expected(
                out,
                "the outcome is updated",
                good && "updated".equals(Json.object(response.body()).get("outcome")));
        return good;
    }

    /** Which secrets and tokens are needed depends on the settings; the order does not. */
    private boolean inOrder(List<String> calls) {
        var distinct = simulator.seen().stream()
                .map(call -> call.service() + call.path() + call.query())
                .distinct()
                .count();
        return String.join(" ", calls).matches("(entra )?((identity|vault) )*entra partner-center")
                && distinct == calls.size();
    }

    /** Prints the expectation if it is not met. */
    static boolean expected(PrintStream out, String what, boolean isMet) {
        if (!isMet) out.printf("%nFAILED EXPECTATION: %s.%n", what);
        return isMet;
    }

    private void show(RecordedRequest call) {
        out.printf("%n  %-5s %s %s%s -> %d%n", call.method(), call.service(), call.path(), query(call), call.status());
        call.headers().entrySet().stream()
                .filter(header -> !NOISE.contains(header.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(header -> out.printf("        %s: %s%n", header.getKey(), asText(header)));
        if (!call.body().isEmpty())
            out.printf(
                    "        %s%n",
                    call.body().replaceAll("((client_secret|client_assertion|refresh_token)=)[^&]*", "$1…"));
    }

    private static String query(RecordedRequest call) {
        return call.query().isEmpty()
                ? ""
                : call.query().entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String asText(Map.Entry<String, String> header) {
        var value = header.getValue();
        return SECRET.contains(header.getKey())
                ? value.substring(0, 16) + "… (" + value.length() + " characters)"
                : value;
    }
}
