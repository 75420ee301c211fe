package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.deployment.LogQueries;
import io.github.usagebudget.plan.PlanReport;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.CustomerFixture;
import io.github.usagebudget.testing.OneInvocation;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries in docs/operations.md and in the alerts match the lines and fields that the function logs. */
@QuarkusTest
class LogQueriesTest extends CustomerFixture {
    private static final Pattern PARSED =
            Pattern.compile("(\\w+) = parse_json\\(extract\\(@\"([^\"]+)\", 1, message\\)\\)");
    private static final Pattern FIELD = Pattern.compile("\\b(change|renewal|run|progress)\\.(\\w+)");
    private static final Pattern OUTCOME = Pattern.compile("\\.outcome\\)? (?:==|in) \\(?((?:\"[a-z-]+\"(?:, )?)+)");

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @Inject
    TimerAndQueueTriggers renewal;

    @Inject
    ScheduledPlans plans;

    static Stream<String> queries() throws IOException {
        return LogQueries.all().values().stream();
    }

    @Test
    void at_least_three_documented_queries_and_six_alerts_are_checked() throws IOException {
        assertThat(queries())
                .hasSizeGreaterThanOrEqualTo(9)
                .allSatisfy(query -> assertThat(query).startsWith("traces\n"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void each_queried_field_is_logged(String query) {
        var known = Map.of(
                "change", LogLinesDocumentedTest.components(ChangeRecord.class),
                "renewal", LogLinesDocumentedTest.components(TimerAndQueueTriggers.RenewalRecord.class),
                "run", runs(),
                "progress", Set.of("runId", "done", "planned", "customersPerSecond", "throttled"));
        var parsed = PARSED.matcher(query).results().map(hit -> hit.group(1)).toList();
        var fields = FIELD.matcher(query).results().toList();
        assertThat(parsed.isEmpty()).isEqualTo(fields.isEmpty());
        assertThat(fields).allSatisfy(field -> {
            assertThat(parsed).contains(field.group(1));
            assertThat(known.get(field.group(1))).contains(field.group(2));
        });
    }

    @ParameterizedTest
    @MethodSource("queries")
    void each_queried_code_and_outcome_exists(String query) {
        var words = new TreeSet<>(Set.of("updated", "removed", "unchanged", "planned", "failed", "unknown"));
        words.addAll(Set.of("renewed", "not-needed"));
        OUTCOME.matcher(query)
                .results()
                .flatMap(hit -> Arrays.stream(hit.group(1).replace("\"", "").split(", ")))
                .forEach(outcome -> assertThat(words).contains(outcome));
        var codes = Arrays.stream(BudgetFailure.Kind.values())
                .map(BudgetFailure.Kind::code)
                .toList();
        Pattern.compile("code\\)? == \"([^\"]+)\"")
                .matcher(query)
                .results()
                .forEach(hit -> assertThat(codes).contains(hit.group(1)));
    }

    @Test
    void each_regular_expression_matches_a_line_that_the_function_logs() throws IOException {
        var lines = loggedLines();
        assertThat(lines).anyMatch(line -> line.startsWith("usage-budget-change {"));
        for (var query : queries().toList())
            for (var regex : regexes(query))
                assertThat(lines)
                        .as(regex)
                        .anyMatch(line -> Pattern.compile(regex).matcher(line).find());
    }

    private static List<String> regexes(String query) {
        return Pattern.compile("@\"([^\"]+)\"")
                .matcher(query)
                .results()
                .map(hit -> hit.group(1))
                .toList();
    }

    private static Set<String> runs() {
        var report = new PlanReport(
                "",
                "",
                false,
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(),
                OptionalInt.empty(),
                Optional.empty());
        var all = new TreeSet<>(BudgetPlanResponse.summary(report).keySet());
        all.addAll(
                Set.of("runId", "planVersion", "dryRun", "correlationId", "invocationId", "milliseconds", "stopped"));
        return all;
    }

    /** The log lines of a change, of runs, of a renewal and of refused requests. */
    private List<String> loggedLines() {
        TestCaller.asks(customer, "\"amount\":90").statusCode(200);
        // slow enough for a progress line
        simulator.partnerCenter().script(customer, SimulatedFault.throttled(6));
        TestCaller.post(given(), "/budget-plan", "application/json", plan("\"amount\":91"));
        TestCaller.asks("{}").statusCode(400);
        settings.set("BUDGET_PLAN_BLOB", "budgets/plan.json");
        plans.applyScheduled("no plan".getBytes(StandardCharsets.UTF_8), new OneInvocation());
        renewal.renewRefreshToken("{}", new OneInvocation());
        return log.lines().stream()
                .map(line -> line.replaceFirst("^[A-Z]+ ", "").strip())
                .toList();
    }

    private String plan(String members) {
        return "{\"budgets\":[" + TestCaller.change(customer, members) + "]}";
    }
}
