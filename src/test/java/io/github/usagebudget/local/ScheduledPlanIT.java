package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Simulator;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Timer runs in the packaged deployable: the longest possible plan, and two runs at the same time. */
class ScheduledPlanIT {
    @RegisterExtension
    static final SimulatedHost host = SimulatedHost.with(
            Map.of("BUDGET_PLAN_BLOB", "budgets/plan.ndjson", "BUDGET_REPORT_BLOB", "reports/{rand-guid}.json"));

    private static final Simulator simulator = host.simulator();

    @Test
    void one_invalid_line_in_100_000_is_reported_and_nothing_is_written() throws Exception {
        var lines = new ArrayList<>(lines(100_000));
        lines.set(77_776, lines.get(77_776).replace("90.10", "90.101"));
        store(lines);
        assertThat(fire()).isEqualTo(202);
        assertThat(simulator.seen()).isEmpty();
        assertThat(host.prints("SEVERE .*budget-plan-refused code=malformed-request .* first=line 77777/amount "))
                .isTrue();
        assertThat(reports())
                .singleElement()
                .satisfies(problem -> assertThat(Json.write(problem))
                        .contains("The plan has 1 fault; nothing was written.", "\"pointer\":\"line 77777/amount\""));
    }

    @Test
    void overlapping_runs_apply_the_plan_and_the_counts_of_each_report_add_up() throws Exception {
        var lines = lines(200);
        store(lines);
        simulator.partnerCenter().latency(20);
        var first = CompletableFuture.supplyAsync(this::fire);
        simulator.awaitSeen("partner-center", "PATCH", 20);
        assertThat(first).isNotDone();
        assertThat(fire()).isEqualTo(202);
        assertThat(first.join()).isEqualTo(202);
        for (var i = 0; i < 200; i++)
            assertThat(simulator.partnerCenter().budget(customer(i))).contains("90.10");
        assertThat(reports()).hasSize(2).allSatisfy(report -> {
            var summary = (Map<?, ?>) report.get("summary");
            assertThat(count(summary, "planned")).isEqualTo(200);
            assertThat(count(summary, "updated") + count(summary, "unchanged")).isEqualTo(200);
        });
    }

    private List<String> lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    simulator.partnerCenter().customer(customer(i), "80");
                    return "{\"customerTenantId\":\"" + customer(i) + "\",\"amount\":90.10}";
                })
                .toList();
    }

    private static String customer(int number) {
        return new UUID(0x5C4ED_0000_4000L, number).toString();
    }

    private void store(List<String> lines) throws Exception {
        host.storage().write("budgets/plan.ndjson", String.join("\n", lines));
    }

    private int fire() {
        return host.fire("scheduled-budget-plan").statusCode();
    }

    private List<Map<String, Object>> reports() throws Exception {
        var reports = new ArrayList<Map<String, Object>>();
        for (var file : host.storage().blobs("reports")) reports.add(Json.object(Files.readString(file)));
        return reports;
    }

    private static int count(Map<?, ?> summary, String name) {
        return Integer.parseInt(summary.get(name).toString());
    }
}
