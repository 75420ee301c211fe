package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.ClosestName;
import io.github.usagebudget.json.JsonFaults;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.plan.FieldRules.FieldValue;
import io.github.usagebudget.plan.FieldRules.MemberReader;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A plan as one JSON object, with the fields that one customer's entry can have. Immutable. */
record JsonPlan(Set<String> fields) {
    private static final Set<String> FIELDS = Set.of("currency", "defaultAmount", "budgets", "unreadable");

    /** Of a pointer, such as {@code /budgets/17/amount}. */
    private static final int LEVELS = 3;

    void read(PlanText text, PlanDraft plan) throws IOException {
        readDocument(text, plan, List.of("budgets"), (field, parser) -> readField(field, parser, plan));
    }

    private void readField(String field, JsonParser json, PlanDraft plan) throws IOException {
        var rules = plan.document();
        switch (field) {
            case "currency" -> rules.currency(FieldValue.of(json)).ifPresent(plan::currency);
            case "defaultAmount" -> readDefault(FieldValue.of(json), plan);
            case "budgets" -> readBudgets(json, plan);
            case "unreadable" -> {} // the customers that an export could not read
            case "customers" -> rules.fault(field, "is not known: to undo a run, send its report with undo=true");
            default -> rules.fault(field, ClosestName.unknown(field, FIELDS));
        }
    }

    private static void readDefault(FieldValue value, PlanDraft plan) {
        if (value.isText() || value.type().isNumeric())
            plan.document()
                    .unquoted("defaultAmount", value, "", BudgetAmount::requested)
                    .ifPresent(plan::defaultAmount);
        else plan.document().fault("defaultAmount", "must be a number; leave it out if there is no default");
    }

    private void readBudgets(JsonParser json, PlanDraft plan) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            plan.document().fault("budgets", "must be a list of budgets");
            return;
        }
        for (var index = 0L; json.nextToken() != JsonToken.END_ARRAY; index++) {
            var budget = plan.budget(index, "null");
            budget.read(json, fields);
            plan.add(budget, index);
        }
    }

    /**
     * Reads a JSON object, each member once, until the first syntax error. A missing member is a fault, and so is text that is not a JSON
     * object or not UTF-8.
     */
    static void readDocument(PlanText text, PlanDraft plan, List<String> required, MemberReader members)
            throws IOException {
        var rules = plan.document();
        try (var parser = JsonValue.FACTORY.createParser(text)) {
            try {
                parser.nextToken();
                var isObject = rules.readMembers(parser, (name, at) -> {
                    if (rules.noteField(name)) members.read(name, at);
                });
                if (isObject) required.forEach(rules::require);
                if (isObject && parser.nextToken() != null) rules.fault("must end after the JSON object");
            } catch (JsonProcessingException e) {
                rules.faultAt(
                        JsonFaults.here(parser, LEVELS),
                        JsonFaults.notJson(e, parser) + "; nothing was read from there on");
            }
        }
        if (text.garbledLine() > 0)
            rules.fault("is not UTF-8: line " + text.garbledLine() + " has the first wrong byte");
    }
}
