package io.github.usagebudget.function;

import io.github.usagebudget.budget.CustomerLocks;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.budget.UpdateUsageBudget;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.budget.UsageBudgets.RefusalCount;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.plan.ApplyBudgetPlan;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.PlanReport;
import io.github.usagebudget.plan.PlanRun;
import io.github.usagebudget.plan.PreparedPlan;
import io.github.usagebudget.plan.WorkPlaces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Runs plans from any trigger, and logs them. Thread-safe. */
@Singleton
class PlanRuns {
    private final UsageBudgets budgets;
    private final CustomerLocks locks;
    private final PlanPreparation preparation;
    private final RefusalCount throttle;
    private final WorkPlaces places;
    private final Settings settings;
    private final Clock clock;
    private final Ticker ticker;

    PlanRuns(
            UsageBudgets budgets,
            CustomerLocks locks,
            PlanPreparation preparation,
            RefusalCount throttle,
            WorkPlaces places,
            Settings settings,
            Clock clock,
            Ticker ticker) {
        this.budgets = budgets;
        this.locks = locks;
        this.preparation = preparation;
        this.throttle = throttle;
        this.places = places;
        this.settings = settings;
        this.clock = clock;
        this.ticker = ticker;
    }

    /**
     * Creates a run; sends nothing yet.
     *
     * @throws io.github.usagebudget.budget.BudgetFailure {@code misconfigured} if a setting is invalid
     */
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

    /** The log of a run that starts now. */
    PlanRunLog log(PlanRun run, InvocationContext invocation) {
        return new PlanRunLog(run, invocation, throttle, ticker);
    }

    PlanReport apply(BudgetPlan plan, PlanRun run, InvocationContext invocation) {
        var log = log(run, invocation);
        return apply(preparation.prepare(plan, run, invocation, false), run, log);
    }

    /** Applies one of a plan's batches, without usage records: listing all customers would cost more than reading these. */
    PlanReport applyBatch(BudgetPlan plan, int batches, PlanRun run, InvocationContext invocation) {
        var log = log(run, invocation);
        var prepared = preparation.prepareBatch(plan);
        throttle.batchStarts(batches);
        try {
            return apply(prepared, run, log);
        } finally {
            throttle.batchEnds(batches);
        }
    }

    PlanReport apply(PreparedPlan prepared, PlanRun run, PlanRunLog log) {
        log.prepared(prepared);
        var update = new UpdateUsageBudget(budgets, settings.budgetPolicy(), locks, true);
        var report = new ApplyBudgetPlan(update, log, places, clock).apply(prepared, run);
        log.ended(report);
        return report;
    }
}
