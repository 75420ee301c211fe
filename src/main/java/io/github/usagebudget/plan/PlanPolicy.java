package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.AMOUNT_REFUSED;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetPolicy;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The partner's guard rails for a plan as a whole, checked before its first write. Immutable.
 *
 * @param single the guard rails for one budget; here only its limits for the amount are checked
 * @param maxTotal the highest sum of a plan's amounts
 * @param maxRemovals the most budgets that a plan can remove
 */
public record PlanPolicy(BudgetPolicy single, Optional<BigDecimal> maxTotal, Optional<Integer> maxRemovals) {
    /** @throws io.github.usagebudget.budget.BudgetFailure {@code amount-refused} if there is any fault; lists the first 100 */
    public void check(BudgetPlan plan) {
        var faults = noFaults();
        checkTotal(plan, faults);
        checkRemovals(plan, faults);
        for (var i = 0; i < plan.budgets().size(); i++) {
            var fault = plan.budgets().get(i).amount().flatMap(single::amountFault);
            if (fault.isPresent()) faults.add(plan.pointers().amount().apply(i), fault.get());
        }
        plan.defaultAmount()
                .flatMap(single::amountFault)
                .ifPresent(fault -> faults.add(BudgetPlan.DEFAULT_POINTER, fault));
        faults.refuse();
    }

    /** Checks the total again after the entries of the plan's default are known; throws as {@link #check}. */
    public void checkTotal(BudgetPlan plan) {
        var faults = noFaults();
        checkTotal(plan, faults);
        faults.refuse();
    }

    private static PlanFaults noFaults() {
        return new PlanFaults(AMOUNT_REFUSED, "The guard rails refuse the plan: it has ");
    }

    private void checkTotal(BudgetPlan plan, PlanFaults faults) {
        if (maxTotal.isEmpty()) return;
        var total = plan.budgets().stream()
                .flatMap(change -> change.amount().stream())
                .map(BudgetAmount::value)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (total.compareTo(maxTotal.get()) > 0)
            faults.add(
                    plan.pointers().all(),
                    "add up to " + total.toPlainString() + ", which is above the highest total allowed, "
                            + maxTotal.get().toPlainString() + " (BUDGET_PLAN_MAX_TOTAL)");
    }

    private void checkRemovals(BudgetPlan plan, PlanFaults faults) {
        if (maxRemovals.isEmpty()) return;
        var removals = plan.budgets().stream().filter(PlanPolicy::mayRemove).count();
        if (removals > maxRemovals.get())
            faults.add(
                    plan.pointers().all(),
                    "remove " + removals + " budgets, which is above the highest number allowed, " + maxRemovals.get()
                            + " (BUDGET_PLAN_MAX_REMOVALS)");
    }

    /** An entry that expects no budget removes nothing. */
    private static boolean mayRemove(BudgetChange change) {
        return change.amount().isEmpty()
                && !change.expected().filter(Budget.NONE::sameAs).isPresent();
    }
}
