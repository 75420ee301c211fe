package io.github.usagebudget.function;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure.Fault;
import io.github.usagebudget.budget.CustomerTenantId;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads one budget change from JSON, strictly: unknown and duplicate fields, wrong types and values outside their limits are faults, and
 * all of them are found, not only the first. Used once, by one thread.
 */
final class BudgetChangeReader {
    private static final int LONGEST_REASON = 256;

    private final JsonParser json;
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    // Mutable state: what was read so far
    private String field;
    private boolean isObject;
    private CustomerTenantId customer;
    private BudgetAmount amount;
    private boolean amountIsNull;
    private boolean removeBudget;
    private Budget expected;
    private boolean dryRun;
    private String reason;

    /** @param json at the first token of the change */
    BudgetChangeReader(JsonParser json) {
        this.json = json;
    }

    UsageBudgetRequest read() {
        try {
            readObject();
        } catch (IOException e) {
            // not Jackson's message, which quotes the input; and its own field, because it reads ahead of us
            field = fieldBeingRead();
            var at = json.currentLocation();
            fault("is not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr());
            return new UsageBudgetRequest(Optional.empty(), faults);
        }
        checkTogether();
        return new UsageBudgetRequest(faults.isEmpty() ? Optional.of(change()) : Optional.empty(), faults);
    }

    private void readObject() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            fault("must be a JSON object");
            return;
        }
        isObject = true;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            field = json.currentName();
            json.nextToken();
            if (!seen.add(field)) fault("is there twice");
            readField();
            json.skipChildren();
        }
        field = null;
        if (json.nextToken() != null) fault("must end after the JSON object");
    }

    private String fieldBeingRead() {
        var context = json.getParsingContext();
        while (context.getParent() != null && !context.getParent().inRoot()) context = context.getParent();
        return context.getCurrentName();
    }

    private void readField() throws IOException {
        switch (field) {
            case "customerTenantId" -> customer = readCustomer();
            case "amount" -> readAmount();
            case "removeBudget" -> removeBudget = readBoolean();
            case "expectedAmount" -> expected = readExpected();
            case "dryRun" -> dryRun = readBoolean();
            case "reason" -> reason = readReason();
            default -> fault("is not known");
        }
    }

    private CustomerTenantId readCustomer() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            var id = CustomerTenantId.parse(json.getText());
            if (id.isPresent()) return id.get();
        }
        fault("must be a GUID as text: the customer's Microsoft ID");
        return null;
    }

    private void readAmount() throws IOException {
        amountIsNull = json.currentToken() == JsonToken.VALUE_NULL;
        if (!amountIsNull)
            amount = readNumber("to remove the budget", BudgetAmount::new).orElse(null);
    }

    private Budget readExpected() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) return Budget.NONE;
        return readNumber("for no budget", BudgetChangeReader::expected).orElse(null);
    }

    /** More decimals than an amount may be asked with: what Partner Center answered must be fit to be expected. */
    private static Budget expected(BigDecimal number) {
        if (number.signum() < 0) throw new IllegalArgumentException("must be an amount that a budget can have");
        return Budget.of(number);
    }

    private <T> Optional<T> readNumber(String nullIs, Function<BigDecimal, T> checked) throws IOException {
        if (!json.currentToken().isNumeric()) {
            fault("must be a number, or null " + nullIs);
            return Optional.empty();
        }
        try {
            // from its text: Jackson's own message about an impossible exponent quotes the input
            return Optional.of(checked.apply(new BigDecimal(json.getText())));
        } catch (NumberFormatException e) {
            fault("has an exponent that no amount can have");
        } catch (IllegalArgumentException e) {
            fault(e.getMessage());
        }
        return Optional.empty();
    }

    private boolean readBoolean() {
        if (!json.currentToken().isBoolean()) fault("must be true or false");
        return json.currentToken() == JsonToken.VALUE_TRUE;
    }

    private String readReason() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() <= LONGEST_REASON)
            return json.getText();
        fault("must be text of at most " + LONGEST_REASON + " characters");
        return null;
    }

    private void checkTogether() {
        require("customerTenantId");
        require("amount");
        if (amountIsNull && !removeBudget)
            faultAt("/amount", "is null, which removes the budget: that needs removeBudget true");
        if (amount != null && removeBudget) faultAt("/removeBudget", "must be true only where the amount is null");
    }

    private void require(String name) {
        if (isObject && !seen.contains(name)) faultAt("/" + name, "is missing");
    }

    private BudgetChange change() {
        return new BudgetChange(
                customer,
                Optional.ofNullable(amount),
                Optional.ofNullable(expected),
                dryRun,
                Optional.ofNullable(reason));
    }

    private void fault(String detail) {
        faultAt(field == null ? "" : "/" + escaped(field), detail);
    }

    private void faultAt(String pointer, String detail) {
        faults.add(new Fault(pointer, detail));
    }

    /** RFC 6901, 3. */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
