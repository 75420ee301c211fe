package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.CustomerLabel;
import io.github.usagebudget.budget.CustomerTenantId;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One budget of a request or a plan as far as it has been read, and what its fields must be together, whatever notation it comes in;
 * {@link FieldRules} has the rules for each field. All faults are found. One per budget; not thread-safe.
 */
public final class BudgetFields implements DraftedBudget {
    private final String nothing;
    private final FieldRules rules;
    private final boolean mayBeDefault;

    // Mutable state: what was read so far
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
     * @param place the pointer of the budget; that of a field is this, a slash and the field's name
     * @param nothing how an absent amount looks in this notation: {@code null} or {@code empty}
     * @param faults told each fault as it is found
     */
    public BudgetFields(String place, String nothing, Consumer<FieldFault> faults) {
        this(place, nothing, faults, false);
    }

    /** @param mayBeDefault whether this may be the entry that holds a plan's default */
    BudgetFields(String place, String nothing, Consumer<FieldFault> faults, boolean mayBeDefault) {
        this.nothing = nothing;
        this.rules = new FieldRules(place, nothing, faults);
        this.mayBeDefault = mayBeDefault;
    }

    /** Notes that a field is there, before its value is given. */
    public void noteField(String field) {
        rules.noteField(field);
    }

    /** @param text empty if what stands there is no text */
    public void customer(Optional<String> text) {
        isDefaultEntry = mayBeDefault && DefaultEntry.isNamedBy(text);
        if (!isDefaultEntry) customer = rules.customer(text).orElse(null);
    }

    /** @param number a number in JSON's grammar; empty if what stands there is none */
    public void amount(Optional<String> number) {
        amountIsNothing = false;
        amount = rules.number("amount", number, "to remove the budget", BudgetAmount::requested)
                .orElse(null);
    }

    public void noAmount() {
        amountIsNothing = true;
    }

    /** @param flag empty if what stands there is neither true nor false */
    public void removeBudget(Optional<Boolean> flag) {
        removeBudget = rules.flag("removeBudget", flag);
    }

    /** @param number a number in JSON's grammar; empty if what stands there is none */
    public void expected(Optional<String> number) {
        expected = rules.number("expectedAmount", number, "for no budget", BudgetFields::expectable)
                .orElse(null);
    }

    public void expectedNone() {
        expected = Budget.NONE;
    }

    /** The query says whether it is a dry run; the budget may only say the same. */
    public void dryRunOfQuery(boolean flag) {
        dryRunOfQuery = Optional.of(flag);
        dryRun = flag;
    }

    /** @param flag empty if what stands there is neither true nor false */
    public void dryRun(Optional<Boolean> flag) {
        dryRun = rules.flag("dryRun", flag);
        if (flag.isPresent() && dryRunOfQuery.isPresent() && !flag.equals(dryRunOfQuery))
            fault("dryRun", "must be the same as the query parameter dryRun");
    }

    /** @param text empty if what stands there is no text */
    public void reason(Optional<String> text) {
        reason = rules.text("reason", text).orElse(null);
    }

    /** A label for people; empty if what stands there is no text. */
    public void companyName(Optional<String> name) {
        companyName = rules.text("companyName", name).orElse(null);
    }

    /** What the amount is in; empty if what stands there is no text. */
    void currency(Optional<String> code) {
        currency = rules.currency(code).orElse(null);
    }

    /** Whether the plan's default is meant, in a batch; empty if what stands there is neither true nor false. */
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

    /** A fault anywhere. */
    public void faultAt(String pointer, String detail) {
        rules.faultAt(pointer, detail);
    }

    /** Finds what is missing, and what does not go together; asked once, when everything was read. */
    public void checkTogether() {
        rules.require("customerTenantId");
        rules.require("amount");
        if (isDefaultEntry) DefaultEntry.check(rules, amountIsNothing);
        else checkAmounts();
    }

    private void checkAmounts() {
        if (amountIsNothing && !removeBudget)
            fault("amount", "is " + nothing + ", which removes the budget: that needs removeBudget true");
        if (amount != null && removeBudget)
            fault(
                    "removeBudget",
                    "must not be true if there is an amount: to remove the budget, the amount must be " + nothing);
        if (isDefault && (amount == null || !Budget.NONE.equals(expected)))
            fault("default", "must be true only with an amount, and with expectedAmount " + nothing);
    }

    /** Whether this is no customer's budget, but the plan's default. */
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
                Optional.ofNullable(companyName).flatMap(CustomerLabel::of),
                Optional.ofNullable(currency),
                isDefault));
    }

    /** More decimals than an amount may be asked with: what Partner Center answered must be fit to be expected. */
    static Budget expectable(BigDecimal number) {
        if (number.signum() < 0) throw new IllegalArgumentException("must be an amount that a budget can have");
        return Budget.of(number);
    }
}
