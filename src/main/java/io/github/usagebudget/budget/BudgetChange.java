package io.github.usagebudget.budget;

import io.github.usagebudget.budget.Budget.BudgetAmount;
import java.util.Optional;

/**
 * A requested change of one customer's budget. Immutable.
 *
 * @param amount the budget to set; empty removes it
 * @param expected change the budget only if this is its current value
 * @param dryRun read and compare, write nothing
 * @param reason for the change record; never sent upstream
 * @param companyName a label for people, which appears in reports; never sent upstream, and never logged
 * @param currency what a plan says that this amount is in; empty if only the plan as a whole says so, or no one
 * @param isDefault whether this is a plan's default, for a customer that the plan does not name
 */
public record BudgetChange(
        CustomerTenantId customer,
        Optional<BudgetAmount> amount,
        Optional<Budget> expected,
        boolean dryRun,
        Optional<String> reason,
        Optional<String> companyName,
        Optional<String> currency,
        boolean isDefault) {

    /** Sets a budget, or removes it if there is no amount. */
    public static BudgetChange of(CustomerTenantId customer, Optional<BudgetAmount> amount) {
        return new BudgetChange(
                customer, amount, Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** A plan's default for a customer that had no budget when it was read: it is only written if that is still so. */
    public static BudgetChange byDefault(CustomerTenantId customer, BudgetAmount amount, Optional<String> companyName) {
        var expected = Optional.of(Budget.NONE);
        return new BudgetChange(
                customer, Optional.of(amount), expected, false, Optional.empty(), companyName, Optional.empty(), true);
    }

    public BudgetChange withExpected(Budget value) {
        return new BudgetChange(customer, amount, Optional.of(value), dryRun, reason, companyName, currency, isDefault);
    }

    public BudgetChange asDryRun() {
        return new BudgetChange(customer, amount, expected, true, reason, companyName, currency, isDefault);
    }

    public BudgetChange withReason(String text) {
        return new BudgetChange(
                customer, amount, expected, dryRun, Optional.of(text), companyName, currency, isDefault);
    }

    public BudgetChange withCompanyName(Optional<String> name) {
        return new BudgetChange(customer, amount, expected, dryRun, reason, name, currency, isDefault);
    }

    /** The budget as it should be after the change. */
    public Budget asked() {
        return new Budget(amount.map(BudgetAmount::value));
    }
}
