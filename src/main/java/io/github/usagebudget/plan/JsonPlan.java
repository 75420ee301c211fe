package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.json.JsonPointers;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** A plan that is one JSON object: read token by token, up to where it stops being JSON. Immutable. */
record JsonPlan(JsonFactory json) {
    private static final Set<String> FIELDS = Set.of("currency", "budgets", "unreadable");
    /** {@code /budgets/17/amount} */
    private static final int LEVELS = 3;

    PlanDraft read(PlanText text) throws IOException {
        var plan = PlanDraft.ofJson();
        try (var parser = json.createParser(text)) {
            try {
                parser.nextToken();
                readPlan(parser, plan);
            } catch (JsonProcessingException e) {
                plan.faults()
                        .add(
                                JsonPointers.here(parser, LEVELS),
                                NotJson.detail(e, parser) + "; nothing was read from there on");
            }
        }
        if (text.garbledLine() > 0)
            plan.faults().add("", "is not UTF-8: line " + text.garbledLine() + " has the first wrong byte");
        return plan;
    }

    private static void readPlan(JsonParser json, PlanDraft plan) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            plan.faults().add("", "must be a JSON object");
            return;
        }
        var seen = new HashSet<String>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var field = json.currentName();
            json.nextToken();
            if (seen.add(field)) readField(field, json, plan);
            else plan.faults().add(pointer(field), "is there twice");
            json.skipChildren();
        }
        if (!seen.contains("budgets")) plan.faults().add("/budgets", "is missing");
        if (json.nextToken() != null) plan.faults().add("", "must end after the JSON object");
    }

    private static void readField(String field, JsonParser json, PlanDraft plan) throws IOException {
        switch (field) {
            case "currency" -> readCurrency(json, plan);
            case "budgets" -> readBudgets(json, plan);
            case "unreadable" -> {} // what an export could not read
            default -> plan.faults().add(pointer(field), UnknownField.detail(field, FIELDS));
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

    private static String pointer(String field) {
        return "/" + JsonPointers.escaped(field);
    }
}
