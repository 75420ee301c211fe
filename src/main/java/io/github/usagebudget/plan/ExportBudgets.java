package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.AMOUNT_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.EXPORT_INCOMPLETE;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.PartnerLists;
import io.github.usagebudget.budget.PartnerLists.Customer;
import io.github.usagebudget.budget.PartnerLists.Listing;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.plan.BudgetReads.Read;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Reads all customers of the partner and their budgets: from the usage records if there are any, else one by one. The export fails if any
 * customer is missing, because nothing would distinguish it from a complete one. Thread-safe.
 */
public record ExportBudgets(PartnerLists lists, UsageBudgets budgets, WorkPlaces places) {
    /** By name, ignoring letter case, then by id. Ids are compared as text, because {@link UUID} compares signed numbers. */
    static final Comparator<Customer> BY_NAME = Comparator.comparing(
                    (Customer customer) -> customer.companyName().orElse(""), String.CASE_INSENSITIVE_ORDER)
            .thenComparing(customer -> customer.id().toString());

    private static final String OUT_OF_TIME = " within BUDGET_PLAN_TIME_LIMIT, which is at most "
            + PlanRun.LONGEST_OVER_HTTP.toSeconds() + " s over HTTP.";

    /**
     * @throws BudgetFailure {@code export-incomplete} if the time is over, or a list has too many pages; any other failure that concerns
     *     more than one customer
     */
    public BudgetExport export(PlanRun run) {
        var all = listed(run, lists::customers, "The list of customers was not read completely");
        var known =
                UsageRecord.byCustomer(listed(run, lists::usageRecords, "0 of " + all.size() + " budgets were read"));
        var unknown = all.stream()
                .filter(customer -> record(known, customer).budget().isEmpty())
                .toList();
        var read = readAll(unknown, all.size(), run);
        var entries = new ArrayList<ExportEntry>();
        var unreadable = new ArrayList<UnreadableCustomer>();
        for (var customer :
                all.stream().map(ExportBudgets::labelled).sorted(BY_NAME).toList()) {
            var single = Optional.ofNullable(read.get(customer.id()));
            try {
                entries.add(entry(customer, record(known, customer), single));
            } catch (BudgetFailure failure) {
                unreadable.add(new UnreadableCustomer(
                        customer.id(), customer.companyName(), failure, single.flatMap(Read::requestId)));
            }
        }
        return new BudgetExport(entries, unreadable);
    }

    private static UsageRecord record(Map<CustomerTenantId, UsageRecord> known, Customer customer) {
        return known.getOrDefault(customer.id(), UsageRecord.unclear(customer.id()));
    }

    private static Customer labelled(Customer customer) {
        return new Customer(
                customer.id(),
                customer.companyName().flatMap(SafeText::label),
                customer.domain().flatMap(SafeText::label));
    }

    private static <T> List<T> listed(PlanRun run, Function<UpdateContext, Listing<T>> list, String progress) {
        try {
            var listing = list.apply(run.forList());
            if (listing.isComplete()) return listing.items();
        } catch (BudgetFailure failure) {
            if (!BudgetReads.isOutOfTime(failure, run.end())) throw failure;
            throw incomplete(progress + OUT_OF_TIME);
        }
        throw incomplete(progress + ": a list has more than 1,000 pages.");
    }

    private Map<CustomerTenantId, Read> readAll(List<Customer> unknown, int all, PlanRun run) {
        var stopped = new AtomicReference<BudgetFailure>();
        var lastStart = run.lastStart();
        var reads = new BudgetReads(budgets, places).all(unknown, run, () -> stopped.get() == null, read -> {
            if (!read.isSettled()) stopped.compareAndSet(null, read.failure().orElseThrow());
        });
        var failure = stopped.get();
        if (failure != null && !BudgetReads.isOutOfTime(failure, lastStart)) throw failure;
        reads.values().removeIf(read -> !read.isSettled());
        if (reads.size() < unknown.size())
            throw incomplete((all - unknown.size() + reads.size()) + " of " + all + " budgets were read" + OUT_OF_TIME);
        return reads;
    }

    private static BudgetFailure incomplete(String detail) {
        return BudgetFailure.of(EXPORT_INCOMPLETE, detail);
    }

    /** @throws BudgetFailure if the budget is unknown, or a plan cannot hold it */
    private static ExportEntry entry(Customer customer, UsageRecord record, Optional<Read> single) {
        var refusal = single.flatMap(Read::failure);
        if (refusal.isPresent()) throw refusal.get();
        var budget = single.flatMap(Read::budget).or(record::budget).orElseThrow();
        return new ExportEntry(
                customer.id(),
                customer.companyName(),
                customer.domain(),
                budget.amount().map(ExportBudgets::planned),
                record.currency(),
                record.usage(),
                record.percentUsed());
    }

    /** The amount without trailing zeros that exceed the decimals of a plan. */
    private static BigDecimal planned(BigDecimal amount) {
        var scale = Math.max(amount.stripTrailingZeros().scale(), BudgetAmount.DECIMALS);
        try {
            return BudgetAmount.requested(amount.scale() > scale ? amount.setScale(scale) : amount)
                    .value();
        } catch (IllegalArgumentException e) {
            throw BudgetFailure.of(
                    AMOUNT_REFUSED,
                    "The budget is " + Budget.of(amount) + ", but an amount in a plan " + e.getMessage() + ".");
        }
    }

    /**
     * All customers and their budgets, as a plan that changes nothing if it is applied. Sorted by company name, then by id. Immutable.
     *
     * @param unreadable customers whose budget is unknown, or is an amount that a plan cannot hold
     */
    public record BudgetExport(List<ExportEntry> budgets, List<UnreadableCustomer> unreadable) {
        public BudgetExport {
            budgets = List.copyOf(budgets);
            unreadable = List.copyOf(unreadable);
        }
    }

    /** A customer and its budget, if it has one. Currency and usage come from usage records, and are empty without them. */
    public record ExportEntry(
            CustomerTenantId customer,
            Optional<String> companyName,
            Optional<String> domain,
            Optional<BigDecimal> amount,
            Optional<String> currency,
            Optional<BigDecimal> usage,
            Optional<BigDecimal> percentUsed) {}

    /** @param requestId of the last request to Partner Center for this customer */
    public record UnreadableCustomer(
            CustomerTenantId customer, Optional<String> companyName, BudgetFailure failure, Optional<UUID> requestId) {}
}
