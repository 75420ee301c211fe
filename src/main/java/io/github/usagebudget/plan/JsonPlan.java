package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A plan that is one JSON object. Immutable. */
record JsonPlan(JsonFactory json) {
    private static final Set<String> FIELDS = Set.of("currency", "budgets", "unreadable");

    PlanDraft read(PlanText text) throws IOException {
        var plan = new PlanDraft(PlanSource.JSON);
        new JsonDocument(json)
                .read(text, List.of("budgets"), plan.faults(), (field, parser) -> readField(field, parser, plan));
        return plan;
    }

    private static void readField(String field, JsonParser json, PlanDraft plan) throws IOException {
        switch (field) {
            case "currency" -> readCurrency(json, plan);
            case "budgets" -> readBudgets(json, plan);
            case "unreadable" -> {} // what an export could not read
            default -> plan.faults().add(JsonDocument.pointer(field), UnknownField.detail(field, FIELDS));
        }
    }

    private static void readCurrency(JsonParser json, PlanDraft plan) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING && BudgetFields.isCurrency(json.getText()))
            plan.currency(json.getText());
        else plan.faults().add("/currency", BudgetFields.NO_CURRENCY);
    }

    private static void readBudgets(JsonParser json, PlanDraft plan) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            plan.faults().add("/budgets", "must be a list of budgets");
            return;
        }
        for (var index = 0L; json.nextToken() != JsonToken.END_ARRAY; index++) {
            var budget = plan.budget(index, "null");
            new BudgetReader(json, BudgetReader.PLANNED, budget).read();
            plan.add(budget, index);
        }
    }
}
