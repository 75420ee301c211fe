package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CURRENCY_MISMATCH;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A plan and what is known before its first write. Immutable.
 *
 * @param plan with the entries of its default
 * @param records the usage records, also of customers that are not in the plan; can be empty
 * @param settled outcomes that are known before anything is written
 * @param defaultSkipped how many customers the default skipped because Partner Center refused to read their budget; empty without a default
 * @param stopped why no customer can succeed; empty if the run continues
 * @param startedAt when the run started
 */
public record PreparedPlan(
        BudgetPlan plan,
        Map<CustomerTenantId, UsageRecord> records,
        Map<CustomerTenantId, PlannedOutcome> settled,
        OptionalInt defaultSkipped,
        Optional<BudgetFailure> stopped,
        Instant startedAt) {
    public PreparedPlan {
        records = Map.copyOf(records);
        settled = Map.copyOf(settled);
    }

    /** A prepared plan without settled outcomes. */
    public static PreparedPlan of(BudgetPlan plan, Map<CustomerTenantId, UsageRecord> records, Instant startedAt) {
        return new PreparedPlan(plan, records, Map.of(), OptionalInt.empty(), Optional.empty(), startedAt);
    }

    /** The changes without a settled outcome, in the plan's order. */
    public List<BudgetChange> open() {
        return plan.budgets().stream()
                .filter(change -> !settled.containsKey(change.customer()))
                .toList();
    }

    /** A plan with only the open changes. */
    public BudgetPlan openPlan() {
        return new BudgetPlan(plan.version(), plan.currency(), open());
    }

    Optional<UsageRecord> record(CustomerTenantId customer) {
        return Optional.ofNullable(records.get(customer));
    }

    /** The same plan, in which each customer that Partner Center bills in another currency is settled as failed. */
    public PreparedPlan withCurrenciesChecked() {
        var failures = new HashMap<CustomerTenantId, PlannedOutcome>();
        for (var change : open())
            mismatch(plan.currencyOf(change), record(change.customer()))
                    .ifPresent(failure ->
                            failures.put(change.customer(), PlannedOutcome.failed(change, failure, Optional.empty())));
        failures.putAll(settled);
        return new PreparedPlan(plan, records, failures, defaultSkipped, stopped, startedAt);
    }

    /**
     * Prevents a budget in one currency for a customer that Partner Center bills in another. Only usage records show the billing currency, so
     * nothing is checked without one.
     *
     * @param planned the currency of the amount in the plan
     */
    static Optional<BudgetFailure> mismatch(Optional<String> planned, Optional<UsageRecord> record) {
        var billed = record.flatMap(UsageRecord::currency);
        if (planned.isEmpty() || billed.isEmpty() || billed.equals(planned)) return Optional.empty();
        return Optional.of(BudgetFailure.of(
                CURRENCY_MISMATCH,
                "Partner Center bills this customer in " + billed.get() + ", but the plan says " + planned.get()
                        + ". Correct the amount and its currency."));
    }
}
