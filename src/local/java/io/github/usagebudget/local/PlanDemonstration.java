package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Simulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sample plan, run twice through HTTP and shown as a table. Checks what came out. */
final class PlanDemonstration {
    private final LocalHost host;
    private final Simulator simulator;
    private final LocalCaller caller;
    private final PrintStream out;

    PlanDemonstration(LocalHost host, Simulator simulator, LocalCaller caller, PrintStream out) {
        this.host = host;
        this.simulator = simulator;
        this.caller = caller;
        this.out = out;
    }

    /** Whether everything came out as expected. */
    boolean run() throws IOException, InterruptedException {
        // its lines would come between those of the table
        Logger.getLogger("function").setLevel(Level.OFF);
        var over = new CountDownLatch(1);
        SamplePlan.prepare(simulator, over);
        simulator.forgetRequests();
        out.printf(
                "%nONE PLAN RUN: %d simulated customers, POST %s/api/budget-plan, with a time limit of 4 s (of one nothing is heard)%n%n",
                SamplePlan.CUSTOMERS.size(), host.url());
        var report = LocalSettings.with(SamplePlan.SETTINGS, this::post);
        over.countDown();
        var customers = (List<?>) report.get("customers");
        customers.forEach(customer -> show((Map<?, ?>) customer));
        out.printf("%n  %s%n", summary(report));
        var outcomes = customers.stream()
                .map(customer -> ((Map<?, ?>) customer).get("outcome"))
                .toList();
        var wanted = SamplePlan.CUSTOMERS.stream()
                .map(SamplePlan.SampleCustomer::outcome)
                .toList();
        var good = expected("each customer ends as the sample says", outcomes.equals(wanted));
        good &= expected(
                "the summary counts what the customers say", counts(outcomes).equals(summary(report)));

        simulator.forgetRequests();
        var again = post();
        var writes = simulator.seen("partner-center").stream()
                .filter(call -> call.method().equals("PATCH"))
                .count();
        out.printf("%nThe same plan once more, %d writes:%n%n  %s%n", writes, summary(again));
        Logger.getLogger("function").setLevel(Level.INFO);
        good &= expected("a second run writes nothing", writes == 0);
        good &= expected(
                "what was right stays",
                summary(again).equals("planned 12, updated 0, removed 0, unchanged 10, failed 2, notAttempted 0"));
        return good;
    }

    /** The summary as it must be. */
    private static String counts(List<?> outcomes) {
        return "planned " + outcomes.size()
                + Stream.of("updated", "removed", "unchanged", "failed", "not-attempted")
                        .map(outcome -> ", " + outcome.replace("not-a", "notA") + " "
                                + Collections.frequency(outcomes, outcome))
                        .collect(Collectors.joining());
    }

    private Map<String, Object> post() throws IOException, InterruptedException {
        var request = caller.request(host.url() + "/api/budget-plan")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(SamplePlan.json()))
                .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new IOException("the plan was answered " + response.statusCode());
        return Json.object(response.body());
    }

    private void show(Map<?, ?> customer) {
        var before = customer.containsKey("previousAmount") ? amount(customer.get("previousAmount")) : "?";
        var why = customer.get("problem") instanceof Map<?, ?> problem
                ? problem.get("detail").toString()
                : "";
        out.printf(
                "  %s  %8s -> %-8s %-10s %s%n",
                customer.get("customerTenantId"),
                before,
                amount(customer.get("amount")),
                customer.get("outcome"),
                // its first sentence
                why.replaceFirst("(?<=\\.) .*", ""));
    }

    private static String amount(Object amount) {
        return amount == null ? "none" : amount.toString();
    }

    private static String summary(Map<String, Object> report) {
        return ((Map<?, ?>) report.get("summary"))
                .entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .collect(Collectors.joining(", "));
    }

    private boolean expected(String what, boolean held) {
        if (!held) out.printf("%nEXPECTED, BUT NOT SO: %s.%n", what);
        return held;
    }
}
