package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Runs of plans with a random correlation id and without a trace. */
public final class TestRuns {
    private TestRuns() {}

    /** Writes budgets. */
    public static PlanRun run(String id, int concurrency, Deadline end, Duration longestUpdate) {
        return new PlanRun(id, UUID.randomUUID(), Optional.empty(), false, concurrency, end, longestUpdate);
    }

    public static PlanRun dryRun(String id, int concurrency, Deadline end, Duration longestUpdate) {
        return new PlanRun(id, UUID.randomUUID(), Optional.empty(), true, concurrency, end, longestUpdate);
    }
}
