package io.github.usagebudget.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timer runs in the packaged deployable: the longest possible plan, and two runs at the same time. */
class ScheduledPlanIT {
    @TempDir
    Path storage;

    private Simulator simulator;
    private HostProcess host;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.started();
        var settings = new LinkedHashMap<>(simulator.settings());
        settings.putAll(LocalSettings.HOST);
        settings.put("BUDGET_PLAN_BLOB", "budgets/plan.ndjson");
        settings.put("BUDGET_REPORT_BLOB", "reports/{rand-guid}.json");
        host = HostProcess.started(settings, storage);
    }

    @AfterEach
    void stop() {
        host.close();
        simulator.close();
    }

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
        Files.write(Files.createDirectories(storage.resolve("blobs/budgets")).resolve("plan.ndjson"), lines);
    }

    private int fire() {
        try {
            return given().post(host.url() + "/admin/functions/scheduled-budget-plan")
                    .statusCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Map<String, Object>> reports() throws Exception {
        var reports = new ArrayList<Map<String, Object>>();
        try (var files = Files.list(storage.resolve("blobs/reports"))) {
            for (var file : files.toList()) reports.add(Json.object(Files.readString(file)));
        }
        return reports;
    }

    private static int count(Map<?, ?> summary, String name) {
        return Integer.parseInt(summary.get(name).toString());
    }
}
