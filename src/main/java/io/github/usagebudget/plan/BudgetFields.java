package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.CustomerLabel;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.json.JsonPointers;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One budget as far as it has been read, and every rule it must keep, whatever notation it comes in. Nothing here throws: what breaks
 * a rule is a fault, and all of them are found. No fault quotes a value. One per budget; not thread-safe.
 */
public final class BudgetFields {
    private static final int LONGEST_TEXT = 256;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** What is at fault with a currency. */
    public static final String NO_CURRENCY = "must be three upper-case letters as text, such as EUR";

    private final String place;
    private final String nothing;
    private final Consumer<FieldFault> faults;
    private final Set<String> seen = new HashSet<>();

    // Mutable state: what was read so far
    private boolean faulty;
    private CustomerTenantId customer;
    private BudgetAmount amount;
    private boolean amountIsNothing;
    private boolean removeBudget;
    private Budget expected;
    private boolean dryRun;
    private Optional<Boolean> dryRunOfQuery = Optional.empty();
    private String reason;
    private String companyName;

    /**
     * @param place the pointer of the budget; that of a field is this, a slash and the field's name
     * @param nothing how an absent amount looks in this notation: {@code null} or {@code empty}
     * @param faults told each fault as it is found
     */
    public BudgetFields(String place, String nothing, Consumer<FieldFault> faults) {
        this.place = place;
        this.nothing = nothing;
        this.faults = faults;
    }

    /** Notes that a field is there, before its value is given. */
    public void noteField(String field) {
        if (!seen.add(field)) fault(field, "is there twice");
    }

    /** @param text empty if what stands there is no text */
    public void customer(Optional<String> text) {
        customer = text.flatMap(CustomerTenantId::parse).orElse(null);
        if (customer == null) fault("customerTenantId", "must be a GUID as text: the customer's Microsoft ID");
    }

    /** @param number a number in JSON's grammar; empty if what stands there is none */
    public void amount(Optional<String> number) {
        amountIsNothing = false;
        amount = number("amount", number, "to remove the budget", BudgetAmount::new);
    }

    public void noAmount() {
        amountIsNothing = true;
    }

    /** @param flag empty if what stands there is neither true nor false */
    public void removeBudget(Optional<Boolean> flag) {
        removeBudget = flag("removeBudget", flag);
    }

    /** @param number a number in JSON's grammar; empty if what stands there is none */
    public void expected(Optional<String> number) {
        expected = number("expectedAmount", number, "for no budget", BudgetFields::expectable);
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
        dryRun = flag("dryRun", flag);
        if (flag.isPresent() && dryRunOfQuery.isPresent() && !flag.equals(dryRunOfQuery))
            fault("dryRun", "must be the same as the query parameter dryRun");
    }

    /** @param text empty if what stands there is no text */
    public void reason(Optional<String> text) {
        reason = text("reason", text);
    }

    /** A label for people; empty if what stands there is no text. */
    public void companyName(Optional<String> name) {
        companyName = text("companyName", name);
    }

    /** For people, checked and not kept; empty if what stands there is no text. */
    public void currency(Optional<String> code) {
        if (code.filter(BudgetFields::isCurrency).isEmpty()) fault("currency", NO_CURRENCY);
    }

    /** Whether a code has the form of ISO 4217's. */
    public static boolean isCurrency(String code) {
        return CURRENCY.matcher(code).matches();
    }

    /** A fault of a field. */
    public void fault(String field, String detail) {
        faultAt(place + "/" + JsonPointers.escaped(field), detail);
    }

    /** A fault of the budget as a whole. */
    public void fault(String detail) {
        faultAt(place, detail);
    }

    /** A fault anywhere. */
    public void faultAt(String pointer, String detail) {
        faulty = true;
        faults.accept(new FieldFault(pointer, detail));
    }

    /** Finds what is missing, and what does not go together; asked once, when everything was read. */
    public void checkTogether() {
        require("customerTenantId");
        require("amount");
        if (amountIsNothing && !removeBudget)
            fault("amount", "is " + nothing + ", which removes the budget: that needs removeBudget true");
        if (amount != null && removeBudget) fault("removeBudget", "must be true only where the amount is " + nothing);
    }

    private void require(String field) {
        if (!seen.contains(field)) fault(field, "is missing");
    }

    /** The customer, also where something else is at fault. */
    public Optional<CustomerTenantId> customer() {
        return Optional.ofNullable(customer);
    }

    /** The change; empty if there was any fault. */
    public Optional<BudgetChange> change() {
        if (faulty) return Optional.empty();
        return Optional.of(new BudgetChange(
                customer,
                Optional.ofNullable(amount),
                Optional.ofNullable(expected),
                dryRun,
                Optional.ofNullable(reason),
                Optional.ofNullable(companyName).flatMap(CustomerLabel::of)));
    }

    private boolean flag(String field, Optional<Boolean> flag) {
        if (flag.isEmpty()) fault(field, "must be true or false");
        return flag.orElse(false);
    }

    /** In code points, as JSON Schema's {@code maxLength} counts. */
    private String text(String field, Optional<String> text) {
        var read = text.filter(words -> words.codePointCount(0, words.length()) <= LONGEST_TEXT);
        if (read.isEmpty()) fault(field, "must be text of at most " + LONGEST_TEXT + " characters");
        return read.orElse(null);
    }

    private <T> T number(String field, Optional<String> number, String nothingIs, Function<BigDecimal, T> checked) {
        if (number.isEmpty()) {
            fault(field, "must be a number, or " + nothing + " " + nothingIs);
            return null;
        }
        try {
            return checked.apply(new BigDecimal(number.get()));
        } catch (NumberFormatException e) {
            fault(field, "has an exponent that no amount can have");
        } catch (IllegalArgumentException e) {
            fault(field, e.getMessage());
        }
        return null;
    }

    /** More decimals than an amount may be asked with: what Partner Center answered must be fit to be expected. */
    private static Budget expectable(BigDecimal number) {
        if (number.signum() < 0) throw new IllegalArgumentException("must be an amount that a budget can have");
        return Budget.of(number);
    }
}
