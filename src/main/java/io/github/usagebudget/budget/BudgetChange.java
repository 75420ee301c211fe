package io.github.usagebudget.budget;

import java.util.Optional;

/**
 * What is asked for one customer. Immutable.
 *
 * @param amount the budget to set; empty removes it
 * @param expected change only if the budget now is this
 * @param dryRun read and compare, write nothing
 * @param reason for the change record; never sent upstream
 * @param companyName a label for people, which appears in reports; never sent upstream, and never logged
 */
public record BudgetChange(
        CustomerTenantId customer,
        Optional<BudgetAmount> amount,
        Optional<Budget> expected,
        boolean dryRun,
        Optional<String> reason,
        Optional<String> companyName) {

    /** A change of a customer without a label. */
    public BudgetChange(
            CustomerTenantId customer,
            Optional<BudgetAmount> amount,
            Optional<Budget> expected,
            boolean dryRun,
            Optional<String> reason) {
        this(customer, amount, expected, dryRun, reason, Optional.empty());
    }

    /** The same change, only tried. */
    public BudgetChange asDryRun() {
        return new BudgetChange(customer, amount, expected, true, reason, companyName);
    }

    /** The budget as it should be after the change. */
    public Budget asked() {
        return new Budget(amount.map(BudgetAmount::value));
    }
}
