package io.github.usagebudget.function;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetAttempt;
import io.github.usagebudget.budget.BudgetAttempt.Outcome;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetList;
import io.github.usagebudget.budget.CustomerLocks;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.RefusalCount;
import io.github.usagebudget.budget.Ticker;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UpdateUsageBudget;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.http.Sleeper;
import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.plan.ApplyBudgetPlan;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.PlanPolicy;
import io.github.usagebudget.plan.PlanReport;
import io.github.usagebudget.plan.PlanRun;
import io.github.usagebudget.plan.WorkPlaces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;

/** Runs plans, whatever triggers them, and leaves lines in the log: progress, and what came of the run. Thread-safe. */
@Singleton
class PlanRuns {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final UsageBudgets budgets;
    private final CustomerLocks locks;
    private final BudgetList list;
    private final RefusalCount throttle;
    private final WorkPlaces places;
    private final Settings settings;
    private final Clock clock;
    private final Ticker ticker;
    private final Sleeper sleeper;

    PlanRuns(
            UsageBudgets budgets,
            CustomerLocks locks,
            BudgetList list,
            RefusalCount throttle,
            WorkPlaces places,
            Settings settings,
            Clock clock,
            Ticker ticker,
            Sleeper sleeper) {
        this.budgets = budgets;
        this.locks = locks;
        this.list = list;
        this.throttle = throttle;
        this.places = places;
        this.settings = settings;
        this.clock = clock;
        this.ticker = ticker;
        this.sleeper = sleeper;
    }

    /** One run, before anything is asked: a wrong setting stops it here. */
    PlanRun run(UUID correlationId, InvocationContext invocation, boolean dryRun, Duration longest) {
        var limit = settings.get(Setting.BUDGET_PLAN_TIME_LIMIT);
        return new PlanRun(
                UUID.randomUUID().toString(),
                correlationId,
                invocation.traceParent(),
                dryRun,
                settings.get(Setting.BUDGET_PLAN_CONCURRENCY),
                Deadline.after(limit.compareTo(longest) < 0 ? limit : longest, ticker),
                settings.get(Setting.PARTNER_CENTER_DEADLINE));
    }

    PlanReport apply(BudgetPlan plan, PlanRun run, InvocationContext invocation) {
        check(plan);
        return apply(plan, run, invocation, listed(run, invocation));
    }

    /** One of so many batches of a plan: to list all customers would cost more than to read these. */
    PlanReport applyBatch(BudgetPlan plan, int batches, PlanRun run, InvocationContext invocation) {
        check(plan);
        throttle.batchStarts(batches);
        try {
            return apply(plan, run, invocation, Map.of());
        } finally {
            throttle.batchEnds(batches);
        }
    }

    private PlanReport apply(
            BudgetPlan plan, PlanRun run, InvocationContext invocation, Map<CustomerTenantId, Budget> listed) {
        var update = new UpdateUsageBudget(budgets, settings.budgetPolicy(), locks, true);
        var started = ticker.nanos();
        var report = new ApplyBudgetPlan(
                        update, listed, new RunRecorder(invocation, run), places, clock, sleeper::sleep)
                .apply(plan, run);
        record(report, invocation, Duration.ofNanos(ticker.nanos() - started));
        return report;
    }

    /** One line for a run that has ended, or was sent out; the wall clock may have been set in between. */
    void record(PlanReport report, InvocationContext invocation, Duration took) {
        invocation.log(level(report), "budget-plan-run " + line(report, invocation, took));
    }

    /** What is known of many at once; where that cannot be had, each is read singly. */
    private Map<CustomerTenantId, Budget> listed(PlanRun run, InvocationContext invocation) {
        try {
            var deadline = Deadline.after(run.end().atMost(run.longestUpdate()), ticker);
            return list.current(
                    new UpdateContext(run.correlationId(), UUID.randomUUID(), deadline).within(run.traceParent()));
        } catch (BudgetFailure failure) {
            invocation.log(
                    Level.WARNING,
                    "budget-plan-list code=" + failure.kind().code() + " correlationId=" + invocation.correlationId()
                            + " detail=Every budget is read singly: " + failure.getMessage());
            return Map.of();
        }
    }

    /**
     * Asked before anything is: a plan that breaks a guard rail is refused as a whole.
     *
     * @throws BudgetFailure {@code amount-refused}
     */
    void check(BudgetPlan plan) {
        new PlanPolicy(
                        settings.budgetPolicy(),
                        settings.find(Setting.BUDGET_PLAN_MAX_TOTAL),
                        settings.find(Setting.BUDGET_PLAN_MAX_REMOVALS))
                .check(plan);
    }

    private static Level level(PlanReport report) {
        if (report.stopped().isPresent()) return Level.SEVERE;
        var summary = PlanReportResponse.summary(report);
        return summary.get("failed") + summary.get("notAttempted") == 0 ? Level.INFO : Level.WARNING;
    }

    private String line(PlanReport report, InvocationContext invocation, Duration took) {
        var line = new LinkedHashMap<String, Object>();
        line.put("runId", report.runId());
        line.put("planVersion", report.planVersion());
        line.put("dryRun", report.dryRun());
        line.put("correlationId", invocation.correlationId());
        line.put("invocationId", invocation.invocationId());
        line.putAll(PlanReportResponse.summary(report));
        report.stopped().ifPresent(reason -> line.put("stopped", reason.kind().code()));
        line.put("milliseconds", took.toMillis());
        return JsonText.of(line);
    }

    /** What differed or failed leaves a record each; what was as planned is in the report alone. */
    private final class RunRecorder implements ApplyBudgetPlan.Recorder {
        private final InvocationContext invocation;
        private final PlanRun run;
        private final long started;
        private final long throttledBefore;
        private final AtomicReference<Deadline> nextLine;

        RunRecorder(InvocationContext invocation, PlanRun run) {
            this.invocation = invocation;
            this.run = run;
            this.started = ticker.nanos();
            this.throttledBefore = throttle.refusals();
            this.nextLine = new AtomicReference<>(Deadline.after(BETWEEN_LINES, ticker));
        }

        @Override
        public void attempted(BudgetAttempt attempt) {
            if (attempt.outcome() != Outcome.UNCHANGED) ChangeLog.record(invocation, attempt);
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
            var milliseconds =
                    Math.max(1, Duration.ofNanos(ticker.nanos() - started).toMillis());
            line.put("customersPerSecond", done * 1000L / milliseconds);
            line.put("throttled", throttle.refusals() - throttledBefore);
            invocation.log(Level.INFO, "budget-plan-progress " + JsonText.of(line));
        }
    }
}
