package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.CustomerFixture;
import io.github.usagebudget.testing.OneInvocation;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** docs/operations.md describes each line of the log, with each of its fields. */
@QuarkusTest
class LogLinesDocumentedTest extends CustomerFixture {
    private static final Pattern SECTION = Pattern.compile("(?ms)^### ([a-z-]+)\\n(.*?)(?=^##)");
    private static final Pattern LINE = Pattern.compile("^[A-Z]+ ([a-z]+-[a-z]+-[a-z]+) (\\{.*\\}|[a-zA-Z]+=.*)$");

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @Inject
    TimerAndQueueTriggers triggers;

    @Inject
    ScheduledPlans plans;

    @Test
    void the_documented_fields_of_a_change_a_renewal_and_a_refused_batch_are_complete() throws IOException {
        assertThat(documented())
                .containsEntry("usage-budget-change", components(ChangeRecord.class))
                .containsEntry("refresh-token-renewal", components(TimerAndQueueTriggers.RenewalRecord.class))
                .containsEntry("budget-batch-refused", components(ScheduledPlans.BatchRefusal.class));
    }

    @Test
    void exactly_the_documented_lines_are_written() throws IOException {
        writeEachLine();
        var written = new TreeMap<String, Set<String>>();
        for (var line : log.lines()) {
            var found = LINE.matcher(line.strip());
            if (found.matches())
                written.computeIfAbsent(found.group(1), name -> new TreeSet<>()).addAll(fields(found.group(2)));
        }
        var documented = documented();
        assertThat(written.keySet()).isEqualTo(documented.keySet());
        written.forEach(
                (name, fields) -> assertThat(documented.get(name)).as(name).containsAll(fields));
    }

    private void writeEachLine() {
        TestCaller.asks(customer, "\"amount\":90").statusCode(200);
        TestCaller.asks("{}").statusCode(400);
        given().get("/budget-plan").then().statusCode(200);
        settings.set("BUDGET_PLAN_BLOB", "budgets/plan.json");
        plans.applyScheduled(null, new OneInvocation());
        plans.applyScheduled("no plan".getBytes(StandardCharsets.UTF_8), new OneInvocation());
        catchThrowable(() -> plans.applyBatch("{\"runId\":\"x\"}", new OneInvocation()));
        triggers.renewRefreshToken("{}", new OneInvocation());
        // slow enough for a progress line
        simulator.partnerCenter().script(customer, SimulatedFault.throttled(6));
        apply("91");
        settings.set("PARTNER_CENTER_GRANT", "app-and-user");
        simulator.partnerCenter().next(SimulatedFault.status(403, 900308, "Insufficient privileges"));
        apply("92");
    }

    private void apply(String amount) {
        var budget = TestCaller.change(customer, "\"amount\":" + amount);
        TestCaller.post(given(), "/budget-plan", "application/json", "{\"budgets\":[" + budget + "]}")
                .then()
                .statusCode(200);
    }

    /** The names of the fields, from the first columns of the tables, by the name of the line. */
    private static Map<String, Set<String>> documented() throws IOException {
        var page = Files.readString(Path.of("docs/operations.md")).split("\n## Log lines\n")[1];
        var all = new TreeMap<String, Set<String>>();
        SECTION.matcher(page.substring(0, page.indexOf("\n## ") + 3)).results().forEach(section -> {
            var fields = new TreeSet<String>();
            Pattern.compile("(?m)^\\| (`[^|]*) \\|")
                    .matcher(section.group(2))
                    .results()
                    .flatMap(row -> Arrays.stream(row.group(1).split(", ")))
                    .forEach(field -> fields.add(field.replace("`", "")));
            all.put(section.group(1), fields);
        });
        return all;
    }

    static Set<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> component.getName())
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> fields(String text) {
        if (text.startsWith("{")) return new TreeSet<>(Json.object(text).keySet());
        return Pattern.compile("(?:^| )([a-z][A-Za-z]+)=")
                .matcher(text)
                .results()
                .map(field -> field.group(1))
                .collect(toCollection(TreeSet::new));
    }
}
