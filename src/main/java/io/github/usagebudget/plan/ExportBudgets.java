package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.EXPORT_INCOMPLETE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetList;
import io.github.usagebudget.budget.Customer;
import io.github.usagebudget.budget.CustomerList;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Listing;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.budget.UsageRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads all customers of the partner and their budgets: from the usage records if there are any, else one by one. All of them or none: an
 * export that lacks customers could not be told from a complete one. Thread-safe.
 *
 * @param places shared by everything that works on customers
 * @param sleeper waits; false if the thread is interrupted
 */
public record ExportBudgets(
        CustomerList customers,
        BudgetList records,
        UsageBudgets budgets,
        WorkPlaces places,
        Predicate<Duration> sleeper) {

    /** What a customer's budget came to: one of the two. */
    record Read(Optional<Budget> budget, Optional<BudgetFailure> refusal, Optional<UUID> requestId) {}

    /**
     * @throws BudgetFailure {@code export-incomplete} if the time is over, or a list has too many pages; any other failure that does not
     *     concern one customer only
     */
    public BudgetExport export(PlanRun run) {
        var all = listed(run, customers::customers, "No list of customers was read to its end");
        var known = new HashMap<CustomerTenantId, UsageRecord>();
        for (var record : listed(run, records::records, "0 of " + all.size() + " budgets were read"))
            known.put(record.customer(), record);
        var unknown = all.stream().filter(customer -> !isClear(known, customer)).toList();
        var read = readAll(unknown, all.size(), run);
        var export = new ExportCollector();
        for (var customer : all) {
            var single = Optional.ofNullable(read.get(customer.id()));
            export.add(customer, Optional.ofNullable(known.get(customer.id())), single);
        }
        return export.sorted();
    }

    private static boolean isClear(Map<CustomerTenantId, UsageRecord> known, Customer customer) {
        return Optional.ofNullable(known.get(customer.id()))
                .flatMap(UsageRecord::budget)
                .isPresent();
    }

    private static <T> List<T> listed(PlanRun run, Function<UpdateContext, Listing<T>> list, String progress) {
        try {
            var context =
                    new UpdateContext(run.correlationId(), UUID.randomUUID(), run.end()).within(run.traceParent());
            var listing = list.apply(context);
            if (listing.isComplete()) return listing.items();
        } catch (BudgetFailure failure) {
            if (!isOutOfTime(failure, run.end())) throw failure;
            throw incomplete(progress + " within BUDGET_PLAN_TIME_LIMIT, which is at most 200 s over HTTP.");
        }
        throw incomplete(progress + ": a list has more than 1,000 pages.");
    }

    private Map<CustomerTenantId, Read> readAll(List<Customer> unknown, int all, PlanRun run) {
        var read = new AtomicReferenceArray<Read>(unknown.size());
        var done = new AtomicInteger();
        var stopped = new AtomicReference<BudgetFailure>();
        var lastStart = run.lastStart();
        new CustomerWork(places, sleeper).each(unknown.size(), run, () -> stopped.get() == null, (index, place) -> {
            try {
                read.set(index, read(unknown.get(index).id(), run, place));
                done.incrementAndGet();
            } catch (RuntimeException | Error e) {
                stopped.compareAndSet(null, BudgetFailure.of(e));
            }
        });
        var failure = stopped.get();
        if (failure != null && !isOutOfTime(failure, lastStart)) throw failure;
        if (done.get() < unknown.size())
            throw incomplete((all - unknown.size() + done.get()) + " of " + all
                    + " budgets were read within BUDGET_PLAN_TIME_LIMIT, which is at most 200 s over HTTP.");
        var byCustomer = new HashMap<CustomerTenantId, Read>();
        for (var i = 0; i < unknown.size(); i++) byCustomer.put(unknown.get(i).id(), read.get(i));
        return byCustomer;
    }

    /** @throws BudgetFailure if it does not concern this customer only */
    private Read read(CustomerTenantId customer, PlanRun run, CustomerPlace place) {
        var deadline =
                Deadline.after(run.end().atMost(run.longestUpdate()), run.end().ticker());
        var context = UpdateContext.inRun(run.correlationId(), UUID.randomUUID(), deadline, place)
                .within(run.traceParent());
        try {
            return new Read(
                    Optional.of(budgets.read(customer, context).budget()), Optional.empty(), context.requestId());
        } catch (BudgetFailure failure) {
            if (!concernsOneCustomer(failure)) throw failure;
            return new Read(Optional.empty(), Optional.of(failure), context.requestId());
        }
    }

    /** Partner Center's 400, 403 and 404. */
    private static boolean concernsOneCustomer(BudgetFailure failure) {
        return switch (failure.kind()) {
            case AMOUNT_REFUSED, PARTNER_CENTER_FORBIDDEN, CUSTOMER_UNKNOWN -> true;
            case BUDGET_CHANGED ->
                failure.partnerCenter().filter(answer -> answer.status() == 400).isPresent();
            default -> false;
        };
    }

    /** Whether there would have been another attempt, if there were more time. */
    private static boolean isOutOfTime(BudgetFailure failure, Deadline latest) {
        return latest.hasPassed() && (failure.kind() == THROTTLED || failure.kind() == PARTNER_CENTER_UNAVAILABLE);
    }

    private static BudgetFailure incomplete(String detail) {
        return BudgetFailure.of(EXPORT_INCOMPLETE, detail);
    }
}
