package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.PartnerLists.Customer;
import io.github.usagebudget.budget.UpdateContext.RunPlace;
import io.github.usagebudget.budget.UsageBudgets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Reads the budgets of many customers at the same time. Thread-safe. */
record BudgetReads(UsageBudgets budgets, WorkPlaces places) {

    /** A budget or a failure, and the id of the last request to Partner Center; empty if none was sent. */
    record Read(Optional<Budget> budget, Optional<BudgetFailure> failure, Optional<UUID> requestId) {
        /** Whether Partner Center refused this customer with a 400, 403 or 404. Other customers can still succeed. */
        boolean isRefused() {
            return failure.filter(Read::concernsOneCustomer).isPresent();
        }

        /** Whether the budget is known, or Partner Center refused this customer. */
        boolean isSettled() {
            return failure.isEmpty() || isRefused();
        }

        private static boolean concernsOneCustomer(BudgetFailure failure) {
            return switch (failure.kind()) {
                case AMOUNT_REFUSED, PARTNER_CENTER_FORBIDDEN, CUSTOMER_UNKNOWN -> true;
                case BUDGET_CHANGED ->
                    failure.partnerCenter()
                            .filter(answer -> answer.status() == 400)
                            .isPresent();
                default -> false;
            };
        }
    }

    /**
     * One read for each customer, except for those that were not started because the time was over or {@code goesOn} was false. Many threads
     * call {@code told} at the same time.
     */
    Map<CustomerTenantId, Read> all(
            List<Customer> customers, PlanRun run, BooleanSupplier goesOn, Consumer<Read> told) {
        var reads = new ConcurrentHashMap<CustomerTenantId, Read>();
        places.each(customers, run, goesOn, (customer, place) -> {
            var read = read(customer.id(), run, place);
            reads.put(customer.id(), read);
            told.accept(read);
        });
        return reads;
    }

    private Read read(CustomerTenantId customer, PlanRun run, RunPlace place) {
        var context = run.forCustomer(place);
        try {
            return new Read(
                    Optional.of(budgets.read(customer, context).budget()), Optional.empty(), context.requestId());
        } catch (RuntimeException | Error e) {
            return new Read(Optional.empty(), Optional.of(BudgetFailure.of(e)), context.requestId());
        }
    }

    /** Whether there would have been another attempt if there had been more time. */
    static boolean isOutOfTime(BudgetFailure failure, Deadline latest) {
        return latest.hasPassed() && (failure.kind() == THROTTLED || failure.kind() == PARTNER_CENTER_UNAVAILABLE);
    }
}
