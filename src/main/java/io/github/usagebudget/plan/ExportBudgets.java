package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.EXPORT_INCOMPLETE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.PartnerLists;
import io.github.usagebudget.budget.PartnerLists.Customer;
import io.github.usagebudget.budget.PartnerLists.Listing;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.plan.BudgetExport.ExportCollector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Reads all customers of the partner and their budgets: from the usage records if there are any, else one by one. The export fails if any
 * customer is missing, because nothing would distinguish it from a complete one. Thread-safe.
 *
 * @param places shared by all work on customers in this process
 */
public record ExportBudgets(PartnerLists lists, UsageBudgets budgets, WorkPlaces places) {

    /**
     * @throws BudgetFailure {@code export-incomplete} if the time is over, or a list has too many pages; any other failure that concerns
     *     more than one customer
     */
    public BudgetExport export(PlanRun run) {
        var all = listed(run, lists::customers, "The list of customers was not read completely");
        var known =
                UsageRecord.byCustomer(listed(run, lists::usageRecords, "0 of " + all.size() + " budgets were read"));
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
            var listing = list.apply(run.forList());
            if (listing.isComplete()) return listing.items();
        } catch (BudgetFailure failure) {
            if (!BudgetReads.isOutOfTime(failure, run.end())) throw failure;
            throw incomplete(progress + " within BUDGET_PLAN_TIME_LIMIT, which is at most 200 s over HTTP.");
        }
        throw incomplete(progress + ": a list has more than 1,000 pages.");
    }

    private Map<CustomerTenantId, BudgetReads.Read> readAll(List<Customer> unknown, int all, PlanRun run) {
        var stopped = new AtomicReference<BudgetFailure>();
        var lastStart = run.lastStart();
        var reads = new BudgetReads(budgets, places)
                .all(
                        unknown,
                        run,
                        () -> stopped.get() == null,
                        read -> read.failure()
                                .filter(failure -> !read.isRefused())
                                .ifPresent(failure -> stopped.compareAndSet(null, failure)));
        var failure = stopped.get();
        if (failure != null && !BudgetReads.isOutOfTime(failure, lastStart)) throw failure;
        var byCustomer = new HashMap<CustomerTenantId, BudgetReads.Read>();
        for (var i = 0; i < unknown.size(); i++) {
            var customer = unknown.get(i).id();
            reads.get(i)
                    .filter(read -> read.budget().isPresent() || read.isRefused())
                    .ifPresent(read -> byCustomer.put(customer, read));
        }
        if (byCustomer.size() < unknown.size())
            throw incomplete((all - unknown.size() + byCustomer.size()) + " of " + all
                    + " budgets were read within BUDGET_PLAN_TIME_LIMIT, which is at most 200 s over HTTP.");
        return byCustomer;
    }

    private static BudgetFailure incomplete(String detail) {
        return BudgetFailure.of(EXPORT_INCOMPLETE, detail);
    }
}
