package io.github.usagebudget.plan;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetList.UsageRecord;
import io.github.usagebudget.budget.CustomerTenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A plan as it stands before its first write. Immutable.
 *
 * @param plan with the entries of its default
 * @param records what usage records say of customers, of the plan's or not; empty if there are none
 * @param settled outcomes that are known before anything is written
 * @param defaultSkipped how many customers without an entry Partner Center refused to show; empty without a default
 * @param stopped why no customer can succeed; empty if the run goes on
 * @param startedAt when the run began
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

    /** One of which nothing is settled yet. */
    public static PreparedPlan of(BudgetPlan plan, Map<CustomerTenantId, UsageRecord> records, Instant startedAt) {
        return new PreparedPlan(plan, records, Map.of(), OptionalInt.empty(), Optional.empty(), startedAt);
    }

    /** The customers that are still to be worked on, in the plan's order. */
    public List<BudgetChange> open() {
        return plan.budgets().stream()
                .filter(change -> !settled.containsKey(change.customer()))
                .toList();
    }

    /** A plan of them alone. */
    public BudgetPlan openPlan() {
        return new BudgetPlan(plan.version(), plan.currency(), open());
    }

    /** What is known of a customer without asking. */
    Optional<UsageRecord> record(BudgetChange change) {
        return Optional.ofNullable(records.get(change.customer()));
    }

    /** The same, with the failures of all customers that Partner Center bills in another currency than the plan says. */
    public PreparedPlan withCurrenciesChecked() {
        var failures = new HashMap<CustomerTenantId, PlannedOutcome>();
        for (var change : open())
            CurrencyRule.mismatch(plan.currencyOf(change), record(change))
                    .ifPresent(failure ->
                            failures.put(change.customer(), PlannedOutcome.failed(change, failure, Optional.empty())));
        failures.putAll(settled);
        return new PreparedPlan(plan, records, failures, defaultSkipped, stopped, startedAt);
    }
}
