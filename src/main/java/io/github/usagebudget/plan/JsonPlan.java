package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.ClosestName;
import io.github.usagebudget.json.JsonFaults;
import io.github.usagebudget.plan.PlanFaults.PlanSource;
import java.io.IOException;
import java.util.HashSet;
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
            default -> plan.faults().add(JsonDocument.pointer(field), ClosestName.unknown(field, FIELDS));
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

    /** A text with one JSON object, read token by token until the first syntax error. Immutable. */
    record JsonDocument(JsonFactory json) {
        /** Of a pointer, such as {@code /budgets/17/amount}. */
        private static final int LEVELS = 3;

        /** Reads one member. The parser is at the first token of the value, and must end there or at the value's last token. */
        interface Members {
            void read(String name, JsonParser json) throws IOException;
        }

        /**
         * Reads each member once. Text that is not a JSON object, not valid JSON or not UTF-8 is a fault.
         *
         * @param required the members that must be present
         */
        void read(PlanText text, List<String> required, PlanFaults faults, Members members) throws IOException {
            try (var parser = json.createParser(text)) {
                try {
                    parser.nextToken();
                    readObject(parser, required, faults, members);
                } catch (JsonProcessingException e) {
                    faults.add(
                            JsonFaults.here(parser, LEVELS),
                            JsonFaults.notJson(e, parser) + "; nothing was read from there on");
                }
            }
            if (text.garbledLine() > 0)
                faults.add("", "is not UTF-8: line " + text.garbledLine() + " has the first wrong byte");
        }

        private static void readObject(JsonParser json, List<String> required, PlanFaults faults, Members members)
                throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                faults.add("", "must be a JSON object");
                return;
            }
            var seen = new HashSet<String>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                json.nextToken();
                if (seen.add(name)) members.read(name, json);
                else faults.add(pointer(name), "occurs twice");
                json.skipChildren();
            }
            for (var name : required) if (!seen.contains(name)) faults.add(pointer(name), "is missing");
            if (json.nextToken() != null) faults.add("", "must end after the JSON object");
        }

        /** The pointer of a member. */
        static String pointer(String name) {
            return "/" + JsonFaults.escaped(name);
        }
    }
}
