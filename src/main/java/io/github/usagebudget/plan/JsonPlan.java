package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.budget.BudgetAmount;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A plan as one JSON object. Immutable.
 *
 * @param fields that one customer's entry can have
 */
record JsonPlan(JsonFactory json, Set<String> fields) {
    private static final Set<String> FIELDS = Set.of("currency", "defaultAmount", "budgets", "unreadable");

    PlanDraft read(PlanText text) throws IOException {
        var plan = new PlanDraft(PlanSource.JSON);
        new JsonDocument(json)
                .read(text, List.of("budgets"), plan.faults(), (field, parser) -> readField(field, parser, plan));
        return plan;
    }

    private void readField(String field, JsonParser json, PlanDraft plan) throws IOException {
        switch (field) {
            case "currency" -> readCurrency(json, plan);
            case "defaultAmount" -> readDefault(json, plan);
            case "budgets" -> readBudgets(json, plan);
            case "unreadable" -> {} // the customers that an export could not read
            case "customers" ->
                plan.faults()
                        .add(
                                JsonDocument.pointer(field),
                                "is not known: to undo a run, send its report with undo=true");
            default -> plan.faults().add(JsonDocument.pointer(field), UnknownField.detail(field, FIELDS));
        }
    }

    private static void readCurrency(JsonParser json, PlanDraft plan) throws IOException {
        var code =
                json.currentToken() == JsonToken.VALUE_STRING ? Optional.of(json.getText()) : Optional.<String>empty();
        ofPlan(plan).currency(code).ifPresent(plan::currency);
    }

    private static void readDefault(JsonParser json, PlanDraft plan) throws IOException {
        if (json.currentToken().isNumeric())
            ofPlan(plan)
                    .number("defaultAmount", Optional.of(json.getText()), "for no default", BudgetAmount::requested)
                    .ifPresent(plan::defaultAmount);
        else
            plan.faults()
                    .add(
                            BudgetPlan.DEFAULT_POINTER,
                            json.currentToken() == JsonToken.VALUE_STRING
                                    ? BudgetReader.QUOTED_NUMBER
                                    : "must be a number; leave it out if there is no default");
    }

    private static FieldRules ofPlan(PlanDraft plan) {
        return new FieldRules("", "null", plan.faults());
    }

    private void readBudgets(JsonParser json, PlanDraft plan) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            plan.faults().add("/budgets", "must be a list of budgets");
            return;
        }
        for (var index = 0L; json.nextToken() != JsonToken.END_ARRAY; index++) {
            var budget = plan.budget(index, "null");
            new BudgetReader(json, fields, budget).read();
            plan.add(budget, index);
        }
    }
}
