package io.github.usagebudget.function;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.budget.PartnerLists;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.budget.RefusalCount;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.plan.ApplyBudgetPlan;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.DefaultBudgets;
import io.github.usagebudget.plan.PlanPolicy;
import io.github.usagebudget.plan.PlanReport;
import io.github.usagebudget.plan.PlanRun;
import io.github.usagebudget.plan.PreparedPlan;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;

/** Prepares and runs plans from any trigger, and logs them. Thread-safe. */
@Singleton
class PlanRuns {
    private final PartnerLists lists;
    private final DefaultBudgets defaults;
    private final ApplyBudgetPlan plans;
    private final RefusalCount throttle;
    private final Settings settings;
    private final Clock clock;
    private final Ticker ticker;

    PlanRuns(
            PartnerLists lists,
            DefaultBudgets defaults,
            ApplyBudgetPlan plans,
            RefusalCount throttle,
            Settings settings,
            Clock clock,
            Ticker ticker) {
        this.lists = lists;
        this.defaults = defaults;
        this.plans = plans;
        this.throttle = throttle;
        this.settings = settings;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** @throws BudgetFailure {@code misconfigured} if a setting is invalid */
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

    /**
     * Prepares a plan before its first write: guard rails, usage records, and the customers that get its default. Sends no request before
     * the plan has passed the guard rails.
     *
     * @param goesOut whether the plan is sent out in batches, for which usage records save no reads
     * @throws BudgetFailure if the plan is refused as a whole
     */
    PreparedPlan prepare(BudgetPlan plan, PlanRun run, InvocationContext invocation, boolean goesOut) {
        check(plan);
        var startedAt = clock.instant();
        var hasDefault = plan.defaultAmount().isPresent();
        var records = goesOut && !hasDefault && !plan.namesCurrency()
                ? Map.<CustomerTenantId, UsageRecord>of()
                : records(plan, run, invocation);
        var prepared = PreparedPlan.of(plan, records, startedAt);
        if (hasDefault) {
            prepared = defaults.resolve(prepared, run);
            policy().checkTotal(prepared.plan());
        }
        return prepared.withCurrenciesChecked();
    }

    /** @throws BudgetFailure {@code amount-refused} if the plan breaks a guard rail, which refuses it as a whole */
    void check(BudgetPlan plan) {
        policy().check(plan);
    }

    private PlanPolicy policy() {
        return new PlanPolicy(
                settings.budgetPolicy(),
                settings.find(Setting.BUDGET_PLAN_MAX_TOTAL),
                settings.find(Setting.BUDGET_PLAN_MAX_REMOVALS));
    }

    /**
     * Reads the usage records. If that fails, each budget is read with a request of its own.
     *
     * @throws BudgetFailure if they cannot be read and the plan names a currency, which could not be checked without them
     */
    private Map<CustomerTenantId, UsageRecord> records(BudgetPlan plan, PlanRun run, InvocationContext invocation) {
        try {
            var context = plan.namesCurrency() ? run.forList() : run.forOptionalList();
            return UsageRecord.byCustomer(lists.usageRecords(context).complete("usage records"));
        } catch (BudgetFailure failure) {
            if (plan.namesCurrency()) throw failure;
            invocation.log(
                    Level.WARNING,
                    "budget-plan-list code=" + failure.kind().code() + " correlationId=" + invocation.correlationId()
                            + " detail=Usage records are unavailable, so each budget is read separately: "
                            + failure.getMessage());
            return Map.of();
        }
    }

    PlanReport apply(BudgetPlan plan, PlanRun run, InvocationContext invocation) {
        var log = log(run, invocation);
        return apply(prepare(plan, run, invocation, false), run, log);
    }

    /**
     * Applies one of a plan's batches, without usage records: listing all customers would cost more than reading these.
     *
     * @param batch one that passed {@link #check}
     */
    PlanReport applyBatch(BudgetPlan batch, int batches, PlanRun run, InvocationContext invocation) {
        var log = log(run, invocation);
        var prepared = PreparedPlan.of(batch, Map.of(), clock.instant());
        throttle.batchStarts(batches);
        try {
            return apply(prepared, run, log);
        } finally {
            throttle.batchEnds(batches);
        }
    }

    PlanReport apply(PreparedPlan prepared, PlanRun run, PlanRunLog log) {
        log.prepared(prepared);
        var report = plans.apply(prepared, run, settings.budgetPolicy(), log);
        log.ended(report);
        return report;
    }
}
