package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.Simulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Exports a plan, changes one line, does a dry run, applies and undoes it over HTTP, prints each step and checks the results. */
final class PlanDemonstration {
    private static final String PLANNED = "350.50";
    private static final int SHOWN_LINES = 5;

    private final Simulator simulator;
    private final LocalCaller caller;
    private final PrintStream out;
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    PlanDemonstration(LocalHost host, Simulator simulator, LocalCaller caller, PrintStream out) {
        this.simulator = simulator;
        this.caller = caller;
        this.out = out;
        this.address = host.url() + "/api/budget-plan";
    }

    /** Returns whether everything is as expected. */
    boolean run() throws IOException, InterruptedException {
        // its lines would appear between those of the tables
        var log = Logger.getLogger("function");
        log.setLevel(Level.OFF);
        SampleCustomers.prepare(simulator);
        out.printf("%nONE ROUND: export all budgets, change one line, dry run, apply, report, undo%n");
        try {
            return round();
        } catch (UnexpectedAnswer e) {
            return Demonstration.expected(out, e.getMessage(), false);
        } finally {
            log.setLevel(Level.INFO);
        }
    }

    private boolean round() throws IOException, InterruptedException, UnexpectedAnswer {
        out.printf("%n1. Export: GET %s, accept: text/csv%n%n", address);
        var export = answer(caller.request(address).header("accept", "text/csv").GET());
        var lines = export.lines().toList();
        lines.stream().limit(SHOWN_LINES).forEach(line -> out.printf("  %s%n", line.replace("\uFEFF", "")));
        out.printf("  … %d lines more%n", lines.size() - SHOWN_LINES);
        var good = Demonstration.expected(
                out,
                "the export has a header, a line for each customer, and one for the customer that is refused",
                lines.size() == SampleCustomers.READABLE.size() + 2);

        var before = lines.stream()
                .filter(line -> line.startsWith(SampleCustomers.FABRIKAM.id()))
                .findFirst()
                .orElse("");
        var changed = before.replaceFirst("," + SampleCustomers.FABRIKAM.budget() + "(?=,|$)", "," + PLANNED);
        out.printf("%n2. Change one line:%n%n  - %s%n  + %s%n", before, changed);
        good &= Demonstration.expected(out, "the line names the budget", !changed.equals(before));
        var plan = export.replace(before, changed);

        out.printf("%n3. Dry run: POST %s?dryRun=true, content-type: text/csv%n%n", address);
        good &= run("?dryRun=true", "text/csv", plan, "would-update", 0).isAsPlanned();
        good &= left(SampleCustomers.READABLE);

        out.printf("%n4. Apply: POST %s, content-type: text/csv%n%n", address);
        var applied = run("", "text/csv", plan, "updated", 1);
        good &= applied.isAsPlanned();
        good &= left(SampleCustomers.but(SampleCustomers.FABRIKAM.id(), PLANNED));

        out.printf(
                "%n5. Report: the answer, here without the unchanged customers (accept: text/html gives a page)%n%n");
        out.println(Pretty.json(Json.write(withoutUnchanged(applied.report())), "  "));

        out.printf("%n6. Undo: POST %s?undo=true with the report, content-type: application/json%n%n", address);
        good &= run("?undo=true", "application/json", applied.json(), "updated", 1)
                .isAsPlanned();
        return good & left(SampleCustomers.READABLE);
    }

    /** @param isAsPlanned whether exactly the one changed customer has the expected result */
    private record Run(String json, Map<String, Object> report, boolean isAsPlanned) {}

    private Run run(String query, String type, String body, String outcome, int writes)
            throws IOException, InterruptedException, UnexpectedAnswer {
        simulator.forgetRequests();
        var json = answer(caller.request(address + query)
                .header("content-type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        var report = Json.object(json);
        var changes = changes(report);
        changes.forEach(this::show);
        out.printf("  %s%n", summary(report));
        var good = Demonstration.expected(
                out,
                "one customer is " + outcome,
                changes.size() == 1 && outcome.equals(changes.get(0).get("outcome")));
        good &= Demonstration.expected(out, "Partner Center sees " + writes + " changes", writes() == writes);
        return new Run(json, report, good);
    }

    /** Returns whether Partner Center has these budgets. */
    private boolean left(List<SampleCustomers.SampleCustomer> customers) {
        return Demonstration.expected(
                out,
                "Partner Center has each budget as it should be now",
                SampleCustomers.areAsListed(simulator, customers));
    }

    private long writes() {
        return simulator.seen("partner-center").stream()
                .map(RecordedRequest::method)
                .filter("PATCH"::equals)
                .count();
    }

    private String answer(HttpRequest.Builder request) throws IOException, InterruptedException, UnexpectedAnswer {
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new UnexpectedAnswer(response);
        return response.body();
    }

    private static Map<String, Object> withoutUnchanged(Map<String, Object> report) {
        var shorter = new LinkedHashMap<>(report);
        shorter.replace("customers", changes(report));
        return shorter;
    }

    private static List<Map<?, ?>> changes(Map<String, Object> report) {
        return ((List<?>) report.get("customers"))
                .stream()
                        .<Map<?, ?>>map(customer -> (Map<?, ?>) customer)
                        .filter(customer -> !"unchanged".equals(customer.get("outcome")))
                        .toList();
    }

    private void show(Map<?, ?> customer) {
        out.printf(
                "  %s  %s -> %s  %s%n",
                customer.get("companyName"),
                amount(customer.get("previousAmount")),
                amount(customer.get("amount")),
                customer.get("outcome"));
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

    /** An answer other than 200. */
    private static final class UnexpectedAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        UnexpectedAnswer(HttpResponse<String> response) {
            super("the answer is 200, not " + response.statusCode() + " " + response.body());
        }
    }
}
