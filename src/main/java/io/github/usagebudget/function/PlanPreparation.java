package io.github.usagebudget.function;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.PartnerLists;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.DefaultBudgets;
import io.github.usagebudget.plan.PlanPolicy;
import io.github.usagebudget.plan.PlanRun;
import io.github.usagebudget.plan.PreparedPlan;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.logging.Level;

/** Prepares a plan before its first write: guard rails, usage records, and the customers that get its default. Thread-safe. */
@Singleton
class PlanPreparation {
    private final PartnerLists lists;
    private final DefaultBudgets defaults;
    private final Settings settings;
    private final Clock clock;

    PlanPreparation(PartnerLists lists, DefaultBudgets defaults, Settings settings, Clock clock) {
        this.lists = lists;
        this.defaults = defaults;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sends no request before the plan has passed the guard rails.
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

    /** Prepares a batch. The plan itself was prepared before it was sent out. */
    PreparedPlan prepareBatch(BudgetPlan batch) {
        check(batch);
        return PreparedPlan.of(batch, Map.of(), clock.instant());
    }

    /**
     * Checks the guard rails. A plan that breaks one is refused as a whole.
     *
     * @throws BudgetFailure {@code amount-refused}
     */
    void check(BudgetPlan plan) {
        policy().check(plan);
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

    private PlanPolicy policy() {
        return new PlanPolicy(
                settings.budgetPolicy(),
                settings.find(Setting.BUDGET_PLAN_MAX_TOTAL),
                settings.find(Setting.BUDGET_PLAN_MAX_REMOVALS));
    }
}
