package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonParser;
import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.ClosestName;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.SafeText;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The fields of one budget that were read so far, from a request or a plan in any format, and the rules for their combination. Unknown
 * fields, duplicate fields and wrong types are faults, and all faults are found, not only the first. One per budget; not thread-safe.
 */
public final class BudgetFields extends FieldRules {
    /** The fields of one customer in a plan. There is no dryRun: it applies to the plan as a whole. */
    public static final Set<String> PLANNED = Set.of(
            "customerTenantId",
            "amount",
            "removeBudget",
            "expectedAmount",
            "companyName",
            "currency",
            "domain",
            "usage",
            "percentUsed");

    /** The customerTenantId of the entry with the plan's default, in formats with one budget per line. */
    private static final String ALL_OTHERS = "*";

    private final boolean mayBeDefault;

    // Mutable state
    private Optional<CustomerTenantId> customer = Optional.empty();
    private Optional<BudgetAmount> amount = Optional.empty();
    private boolean amountIsNothing;
    private boolean removeBudget;
    private Optional<Budget> expected = Optional.empty();
    private boolean dryRun;
    private Optional<Boolean> dryRunOfQuery = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private Optional<String> companyName = Optional.empty();
    private Optional<String> currency = Optional.empty();
    private boolean isDefault;
    private boolean isDefaultEntry;

    /** @param mayBeDefault whether this can be the entry with the plan's default */
    BudgetFields(String place, String nothing, Consumer<FieldFault> faults, boolean mayBeDefault) {
        super(place, nothing, faults);
        this.mayBeDefault = mayBeDefault;
    }

    /**
     * A request for one customer.
     *
     * @param faults receives each fault as it is found
     * @param dryRun the query parameter; empty if it is absent. The field dryRun must agree with it.
     */
    public static BudgetFields ofRequest(Consumer<FieldFault> faults, Optional<Boolean> dryRun) {
        var fields = new BudgetFields("", "null", faults, false);
        fields.dryRunOfQuery = dryRun;
        fields.dryRun = dryRun.orElse(false);
        return fields;
    }

    /**
     * Reads the only budget of a text: nothing may follow it.
     *
     * @param json at the first token of the budget
     * @param known the names of the fields that are not faults
     */
    public void readAlone(JsonParser json, Set<String> known) throws IOException {
        if (!readFields(json, known)) return;
        if (json.nextToken() != null) fault("must end after the JSON object");
        checkTogether();
    }

    /** Reads one budget of many; the parser is then at the budget's last token. */
    void read(JsonParser json, Set<String> known) throws IOException {
        if (readFields(json, known)) checkTogether();
        else json.skipChildren();
    }

    /** False if there is no JSON object. */
    private boolean readFields(JsonParser json, Set<String> known) throws IOException {
        return readMembers(json, (field, at) -> {
            noteField(field);
            if (known.contains(field)) check(field, FieldValue.of(at));
            else fault(field, ClosestName.unknown(field, known));
        });
    }

    /** Keeps the value of a known field, unless it is a fault. */
    void check(String field, FieldValue value) {
        switch (field) {
            case "customerTenantId" -> checkCustomer(value);
            case "amount" -> checkAmount(value);
            case "removeBudget" -> removeBudget = flag(field, value);
            case "expectedAmount" -> expected = expected(value);
            case "dryRun" -> checkDryRun(value);
            case "reason" -> reason = text(field, value);
            case "companyName" -> companyName = text(field, value);
            case "currency" -> currency = currency(value);
            case "default" -> isDefault = flag(field, value);
            case "domain", "usage", "percentUsed" -> {} // for people who read the plan
            default -> throw new IllegalStateException("a known field without a rule: " + field);
        }
    }

    private void checkCustomer(FieldValue value) {
        isDefaultEntry =
                mayBeDefault && value.asText().filter(ALL_OTHERS::equals).isPresent();
        if (!isDefaultEntry) customer = customerTenantId(value);
    }

    private void checkAmount(FieldValue value) {
        amountIsNothing = value.isNothing();
        if (!amountIsNothing) amount = unquoted("amount", value, "to remove the budget", BudgetAmount::requested);
    }

    private Optional<Budget> expected(FieldValue value) {
        return value.isNothing()
                ? Optional.of(Budget.NONE)
                : unquoted("expectedAmount", value, "for no budget", FieldRules::expectable);
    }

    private void checkDryRun(FieldValue value) {
        dryRun = flag("dryRun", value);
        if (value.type().isBoolean()
                && dryRunOfQuery.filter(query -> query != dryRun).isPresent())
            fault("dryRun", "must be the same as the query parameter dryRun");
    }

    /** Finds missing fields and fields that contradict each other. Call it once, after everything is read. */
    void checkTogether() {
        require("customerTenantId");
        require("amount");
        if (isDefaultEntry) checkDefaultEntry();
        else checkAmounts();
    }

    private void checkDefaultEntry() {
        if (amountIsNothing) fault("amount", "must be a number: the default is an amount");
        for (var field : new TreeSet<>(PLANNED))
            if (has(field) && !field.equals("customerTenantId") && !field.equals("amount"))
                fault(field, "must be left out: the default has an amount only");
    }

    private void checkAmounts() {
        if (amountIsNothing && !removeBudget)
            fault("amount", "is " + nothing + ", which removes the budget: set removeBudget to true");
        if (amount.isPresent() && removeBudget)
            fault(
                    "removeBudget",
                    "must not be true if there is an amount: to remove the budget, the amount must be " + nothing);
        if (isDefault && (amount.isEmpty() || !expected.equals(Optional.of(Budget.NONE))))
            fault("default", "must be true only with an amount, and with expectedAmount " + nothing);
    }

    /** Whether this entry is the plan's default, not a customer's budget. */
    boolean isDefaultEntry() {
        return isDefaultEntry;
    }

    Optional<BudgetAmount> amount() {
        return amount;
    }

    /** The customer, even if other fields have faults. */
    Optional<CustomerTenantId> customer() {
        return customer;
    }

    /** The change; empty if there was any fault. */
    public Optional<BudgetChange> change() {
        if (isFaulty() || isDefaultEntry) return Optional.empty();
        var label = companyName.flatMap(SafeText::label);
        return Optional.of(
                new BudgetChange(customer.orElseThrow(), amount, expected, dryRun, reason, label, currency, isDefault));
    }
}
