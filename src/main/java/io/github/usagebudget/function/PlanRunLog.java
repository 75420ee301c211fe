package io.github.usagebudget.function;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.budget.RefusalCount;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt.Outcome;
import io.github.usagebudget.plan.ApplyBudgetPlan;
import io.github.usagebudget.plan.PlanReport;
import io.github.usagebudget.plan.PlanRun;
import io.github.usagebudget.plan.PreparedPlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;

/**
 * Writes the log lines of one run: a record for each customer whose budget differed or failed, the progress, and the result. Unchanged
 * customers are only in the report. The run's time starts when this object is created. Thread-safe.
 */
final class PlanRunLog implements ApplyBudgetPlan.Recorder {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PlanRun run;
    private final InvocationContext invocation;
    private final RefusalCount throttle;
    private final Ticker ticker;
    private final long began;
    private final long throttledBefore;
    private final AtomicReference<Deadline> nextLine;

    PlanRunLog(PlanRun run, InvocationContext invocation, RefusalCount throttle, Ticker ticker) {
        this.run = run;
        this.invocation = invocation;
        this.throttle = throttle;
        this.ticker = ticker;
        this.began = ticker.nanos();
        this.throttledBefore = throttle.refusals();
        this.nextLine = new AtomicReference<>(Deadline.after(BETWEEN_LINES, ticker));
    }

    /** Logs a record for each failure that was settled before the first write. */
    void prepared(PreparedPlan prepared) {
        for (var change : prepared.plan().budgets()) {
            var settled = prepared.settled().get(change.customer());
            if (settled != null && settled.failure().isPresent())
                attempted(BudgetAttempt.refused(
                        settled.change(), settled.failure().get(), settled.requestId()));
        }
    }

    @Override
    public void attempted(BudgetAttempt attempt) {
        if (attempt.outcome() != Outcome.UNCHANGED) ChangeRecord.log(invocation, attempt);
    }

    @Override
    public void progressed(int done, int planned) {
        var due = nextLine.get();
        if (due.timeLeft().compareTo(Duration.ZERO) > 0) return;
        if (!nextLine.compareAndSet(due, Deadline.after(BETWEEN_LINES, ticker))) return;
        var line = new LinkedHashMap<String, Object>();
        line.put("runId", run.id());
        line.put("done", done);
        line.put("planned", planned);
        line.put("customersPerSecond", done * 1000L / Math.max(1, millisecondsSinceItBegan()));
        line.put("throttled", throttle.refusals() - throttledBefore);
        invocation.log(Level.INFO, "budget-plan-progress", line);
    }

    /** Logs the result of a run that is done or was sent out in batches. */
    void ended(PlanReport report) {
        var line = new LinkedHashMap<String, Object>();
        line.put("runId", report.runId());
        line.put("planVersion", report.planVersion());
        line.put("dryRun", report.dryRun());
        line.put("correlationId", invocation.correlationId());
        line.put("invocationId", invocation.invocationId());
        line.putAll(BudgetPlanResponse.summary(report));
        report.stopped().ifPresent(reason -> line.put("stopped", reason.kind().code()));
        line.put("milliseconds", millisecondsSinceItBegan());
        invocation.log(level(report), "budget-plan-run", line);
    }

    private static Level level(PlanReport report) {
        if (report.stopped().isPresent()) return Level.SEVERE;
        var summary = BudgetPlanResponse.summary(report);
        return summary.get("failed") + summary.get("notAttempted") == 0 ? Level.INFO : Level.WARNING;
    }

    /** Not by the wall clock, because that can be set during the run. */
    private long millisecondsSinceItBegan() {
        return Duration.ofNanos(ticker.nanos() - began).toMillis();
    }
}
