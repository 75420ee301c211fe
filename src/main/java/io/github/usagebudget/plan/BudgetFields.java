package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.plan.FieldRules.DefaultEntry;
import io.github.usagebudget.plan.PlanDraft.DraftedBudget;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The fields of one budget that were read so far, from a request or a plan in any format, and the rules for their combination.
 * {@link FieldRules} has the rules for each field. All faults are found, not only the first. One per budget; not thread-safe.
 */
public final class BudgetFields implements DraftedBudget {
    private final String nothing;
    private final FieldRules rules;
    private final boolean mayBeDefault;

    // Mutable state
    private CustomerTenantId customer;
    private BudgetAmount amount;
    private boolean amountIsNothing;
    private boolean removeBudget;
    private Budget expected;
    private boolean dryRun;
    private Optional<Boolean> dryRunOfQuery = Optional.empty();
    private String reason;
    private String companyName;
    private String currency;
    private boolean isDefault;
    private boolean isDefaultEntry;

    /**
     * @param place the pointer of the budget; a field's pointer is this, a slash and the field's name
     * @param nothing how this format writes an absent amount: {@code null} or {@code empty}
     * @param faults receives each fault as it is found
     */
    public BudgetFields(String place, String nothing, Consumer<FieldFault> faults) {
        this(place, nothing, faults, false);
    }

    /** @param mayBeDefault whether this can be the entry with the plan's default */
    BudgetFields(String place, String nothing, Consumer<FieldFault> faults, boolean mayBeDefault) {
        this.nothing = nothing;
        this.rules = new FieldRules(place, nothing, faults);
        this.mayBeDefault = mayBeDefault;
    }

    /** Call this before the field's value is given. */
    public void noteField(String field) {
        rules.noteField(field);
    }

    /** @param text empty if the value is not text */
    public void customer(Optional<String> text) {
        isDefaultEntry = mayBeDefault && DefaultEntry.isNamedBy(text);
        if (!isDefaultEntry) customer = rules.customer(text).orElse(null);
    }

    /** @param number a number in JSON's grammar; empty if the value is not a number */
    public void amount(Optional<String> number) {
        amountIsNothing = false;
        amount = rules.number("amount", number, "to remove the budget", BudgetAmount::requested)
                .orElse(null);
    }

    public void noAmount() {
        amountIsNothing = true;
    }

    /** @param flag empty if the value is neither true nor false */
    public void removeBudget(Optional<Boolean> flag) {
        removeBudget = rules.flag("removeBudget", flag);
    }

    /** @param number a number in JSON's grammar; empty if the value is not a number */
    public void expected(Optional<String> number) {
        expected = rules.number("expectedAmount", number, "for no budget", BudgetFields::expectable)
                .orElse(null);
    }

    public void expectedNone() {
        expected = Budget.NONE;
    }

    /** The query has the parameter dryRun; the field dryRun must agree with it. */
    public void dryRunOfQuery(boolean flag) {
        dryRunOfQuery = Optional.of(flag);
        dryRun = flag;
    }

    /** @param flag empty if the value is neither true nor false */
    public void dryRun(Optional<Boolean> flag) {
        dryRun = rules.flag("dryRun", flag);
        if (flag.isPresent() && dryRunOfQuery.isPresent() && !flag.equals(dryRunOfQuery))
            fault("dryRun", "must be the same as the query parameter dryRun");
    }

    /** @param text empty if the value is not text */
    public void reason(Optional<String> text) {
        reason = rules.text("reason", text).orElse(null);
    }

    /** A label for people; empty if the value is not text. */
    public void companyName(Optional<String> name) {
        companyName = rules.text("companyName", name).orElse(null);
    }

    /** The currency of the amount; empty if the value is not text. */
    void currency(Optional<String> code) {
        currency = rules.currency(code).orElse(null);
    }

    /** In a batch: whether the amount is the plan's default; empty if the value is neither true nor false. */
    void isDefault(Optional<Boolean> flag) {
        isDefault = rules.flag("default", flag);
    }

    @Override
    public void fault(String field, String detail) {
        rules.fault(field, detail);
    }

    /** A fault of the budget as a whole. */
    public void fault(String detail) {
        rules.fault(detail);
    }

    /** A fault at any pointer. */
    public void faultAt(String pointer, String detail) {
        rules.faultAt(pointer, detail);
    }

    /** Finds missing fields and fields that contradict each other. Call it once, after everything is read. */
    public void checkTogether() {
        rules.require("customerTenantId");
        rules.require("amount");
        if (isDefaultEntry) DefaultEntry.check(rules, amountIsNothing);
        else checkAmounts();
    }

    private void checkAmounts() {
        if (amountIsNothing && !removeBudget)
            fault("amount", "is " + nothing + ", which removes the budget: set removeBudget to true");
        if (amount != null && removeBudget)
            fault(
                    "removeBudget",
                    "must not be true if there is an amount: to remove the budget, the amount must be " + nothing);
        if (isDefault && (amount == null || !Budget.NONE.equals(expected)))
            fault("default", "must be true only with an amount, and with expectedAmount " + nothing);
    }

    /** Whether this entry is the plan's default, not a customer's budget. */
    boolean isDefaultEntry() {
        return isDefaultEntry;
    }

    Optional<BudgetAmount> amount() {
        return Optional.ofNullable(amount);
    }

    @Override
    public Optional<CustomerTenantId> customer() {
        return Optional.ofNullable(customer);
    }

    @Override
    public Optional<BudgetChange> change() {
        if (rules.isFaulty() || isDefaultEntry) return Optional.empty();
        return Optional.of(new BudgetChange(
                customer,
                Optional.ofNullable(amount),
                Optional.ofNullable(expected),
                dryRun,
                Optional.ofNullable(reason),
                Optional.ofNullable(companyName).flatMap(SafeText::label),
                Optional.ofNullable(currency),
                isDefault));
    }

    /** Allows more decimals than a requested amount, because it must accept every amount that Partner Center returned. */
    static Budget expectable(BigDecimal number) {
        if (number.signum() < 0) throw new IllegalArgumentException("must be an amount that a budget can have");
        return Budget.of(number);
    }
}
