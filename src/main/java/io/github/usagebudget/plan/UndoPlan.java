package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/**
 * Reads the JSON report of an earlier run as a plan. It gives each customer whose budget that run updated or removed its previous budget
 * back. Other members of the report are ignored, so that reports of other versions can be read. Immutable.
 */
record UndoPlan(JsonFactory json) {
    PlanDraft read(PlanText text) throws IOException {
        var plan = new PlanDraft(PlanSource.REPORT);
        new JsonDocument(json)
                .read(text, List.of("dryRun", "customers"), plan.faults(), (name, parser) -> read(name, parser, plan));
        return plan;
    }

    private static void read(String member, JsonParser json, PlanDraft plan) throws IOException {
        if (member.equals("dryRun")) checkDryRun(json.currentToken(), plan);
        else if (member.equals("customers")) readCustomers(json, plan);
    }

    private static void checkDryRun(JsonToken flag, PlanDraft plan) {
        if (flag == JsonToken.VALUE_TRUE)
            plan.faults().add("/dryRun", "is true: a dry run changed nothing, so there is nothing to undo");
        else if (flag != JsonToken.VALUE_FALSE) plan.faults().add("/dryRun", "must be true or false");
    }

    private static void readCustomers(JsonParser json, PlanDraft plan) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            plan.faults().add("/customers", "must be a list of customers");
            return;
        }
        for (var index = 0L; json.nextToken() != JsonToken.END_ARRAY; index++) {
            var budget = plan.undone(index);
            budget.read(json);
            plan.add(budget, index);
        }
    }
}
