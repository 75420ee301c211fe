package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.budget.ClosestName;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads one budget strictly from a JSON object: unknown fields, duplicate fields and wrong types are faults, and all of them are found, not
 * only the first. Used once, by one thread.
 */
public final class BudgetReader {
    /** The fields of a request for one customer. */
    public static final Set<String> REQUEST =
            Set.of("customerTenantId", "amount", "removeBudget", "expectedAmount", "dryRun", "reason");
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
    /** The fields of one customer in a batch of a plan. */
    static final Set<String> BATCHED =
            Set.of("customerTenantId", "amount", "removeBudget", "expectedAmount", "companyName", "default");

    private static final String QUOTED = ": write it without quotes";
    static final String QUOTED_NUMBER = "must be a number" + QUOTED;

    private final JsonParser json;
    private final Set<String> known;
    private final BudgetFields draft;

    /**
     * @param json at the first token of the budget
     * @param known {@link #REQUEST}, {@link #PLANNED} or {@link #BATCHED}
     */
    public BudgetReader(JsonParser json, Set<String> known, BudgetFields draft) {
        this.json = json;
        this.known = known;
        this.draft = draft;
    }

    /** Reads the only budget of a text: nothing may follow it. */
    public void readAlone() throws IOException {
        if (!readFields()) return;
        if (json.nextToken() != null) draft.fault("must end after the JSON object");
        draft.checkTogether();
    }

    /** Reads one budget of many; the parser is then at the budget's last token. */
    public void read() throws IOException {
        if (readFields()) draft.checkTogether();
        else json.skipChildren();
    }

    /** False if there is no JSON object. */
    private boolean readFields() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            draft.fault("must be a JSON object");
            return false;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var field = json.currentName();
            json.nextToken();
            draft.noteField(field);
            if (known.contains(field)) readField(field);
            else draft.fault(field, ClosestName.unknown(field, known));
            json.skipChildren();
        }
        return true;
    }

    private void readField(String field) throws IOException {
        switch (field) {
            case "customerTenantId" -> draft.customer(text());
            case "amount" -> readAmount();
            case "removeBudget" -> readFlag(field, draft::removeBudget);
            case "expectedAmount" -> readExpected();
            case "dryRun" -> readFlag(field, draft::dryRun);
            case "reason" -> draft.reason(text());
            case "companyName" -> draft.companyName(text());
            case "currency" -> draft.currency(text());
            case "default" -> readFlag(field, draft::isDefault);
            case "domain", "usage", "percentUsed" -> {} // for people who read the plan
            default -> throw new IllegalStateException("a known field without a rule: " + field);
        }
    }

    private void readAmount() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) draft.noAmount();
        else if (json.currentToken() == JsonToken.VALUE_STRING) draft.fault("amount", QUOTED_NUMBER);
        else draft.amount(number());
    }

    private void readExpected() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) draft.expectedNone();
        else if (json.currentToken() == JsonToken.VALUE_STRING) draft.fault("expectedAmount", QUOTED_NUMBER);
        else draft.expected(number());
    }

    private void readFlag(String field, Consumer<Optional<Boolean>> flagReader) {
        if (json.currentToken() == JsonToken.VALUE_STRING) draft.fault(field, "must be true or false" + QUOTED);
        else flagReader.accept(flag());
    }

    private Optional<String> text() throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING ? Optional.of(json.getText()) : Optional.empty();
    }

    /** As text, because Jackson's message about an invalid exponent quotes the input. */
    private Optional<String> number() throws IOException {
        return json.currentToken().isNumeric() ? Optional.of(json.getText()) : Optional.empty();
    }

    private Optional<Boolean> flag() {
        return json.currentToken().isBoolean()
                ? Optional.of(json.currentToken() == JsonToken.VALUE_TRUE)
                : Optional.empty();
    }
}
