package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.PartnerLists;
import io.github.usagebudget.budget.PartnerLists.Customer;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.plan.ApplyBudgetPlan.StopRule;
import io.github.usagebudget.plan.BudgetReads.Read;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Finds the customers that get a plan's default: customers of the partner without an entry in the plan and without a budget. Writes
 * nothing. Thread-safe.
 */
public record DefaultBudgets(PartnerLists lists, UsageBudgets budgets, WorkPlaces places) {

    /**
     * Returns the plan with an entry for each of these customers, sorted by name. A customer whose budget could not be read also has an
     * entry, with a settled outcome.
     *
     * @throws BudgetFailure if the list of customers cannot be read
     */
    public PreparedPlan resolve(PreparedPlan prepared, PlanRun run) {
        var candidates = candidates(prepared, run);
        // the rest of the time is for writing: a run with many candidates would else never write
        var reading = run.firstHalf();
        var lastStart = reading.lastStart();
        var stop = new StopRule();
        var reads = new BudgetReads(budgets, places)
                .all(
                        inTurn(candidates, run),
                        reading,
                        () -> stop.reason().isEmpty(),
                        read -> stop.ended(read.failure()));
        var amount = prepared.plan().defaultAmount().orElseThrow();
        var entries = new ArrayList<BudgetChange>();
        var settled = new HashMap<>(prepared.settled());
        var skipped = 0;
        for (var customer : candidates) {
            var read = Optional.ofNullable(reads.get(customer.id()));
            if (read.filter(Read::isRefused).isPresent()) skipped++;
            if (!mayNeedOne(read)) continue;
            var entry = BudgetChange.byDefault(
                    customer.id(), amount, customer.companyName().flatMap(SafeText::label));
            entries.add(entry);
            unread(entry, read, lastStart).ifPresent(outcome -> settled.put(customer.id(), outcome));
        }
        return new PreparedPlan(
                prepared.plan().withDefaults(entries),
                prepared.records(),
                settled,
                OptionalInt.of(skipped),
                stop.reason(),
                prepared.startedAt());
    }

    /** The first one differs from run to run, so that every customer is read at some time even if no run has time for all. */
    private static List<Customer> inTurn(List<Customer> candidates, PlanRun run) {
        var rotated = new ArrayList<>(candidates);
        Collections.rotate(rotated, run.id().hashCode());
        return rotated;
    }

    /**
     * Sorted by name. A usage record with a budget excludes the customer. A record without one does not prove that there is no budget,
     * because it can be older than the last run.
     */
    private List<Customer> candidates(PreparedPlan prepared, PlanRun run) {
        var customers = lists.customers(run.forList()).complete("customers");
        var named =
                prepared.plan().budgets().stream().map(BudgetChange::customer).collect(Collectors.toSet());
        return customers.stream()
                .filter(customer -> !named.contains(customer.id()))
                .filter(customer -> prepared.record(customer.id())
                        .flatMap(UsageRecord::budget)
                        .flatMap(Budget::amount)
                        .isEmpty())
                .sorted(ExportBudgets.BY_NAME)
                .toList();
    }

    /** Whether the customer has no budget, or its budget is unknown. */
    private static boolean mayNeedOne(Optional<Read> read) {
        return read.isEmpty()
                || !read.get().isRefused()
                        && read.get().budget().flatMap(Budget::amount).isEmpty();
    }

    /** The outcome of a customer whose budget is unknown. A throttled customer had no time left to retry, so it counts as not attempted. */
    private static Optional<PlannedOutcome> unread(BudgetChange entry, Optional<Read> read, Deadline lastStart) {
        if (read.isEmpty()) return Optional.of(PlannedOutcome.notAttempted(entry));
        return read.get()
                .failure()
                .map(failure -> failure.kind() == THROTTLED || BudgetReads.isOutOfTime(failure, lastStart)
                        ? PlannedOutcome.notAttempted(entry)
                        : PlannedOutcome.failed(entry, failure, read.get().requestId()));
    }
}
