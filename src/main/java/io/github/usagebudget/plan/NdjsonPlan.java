package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.json.JsonPointers;
import java.io.IOException;
import java.io.Reader;

/** A plan with one budget per line. A fault in one line does not affect the next. Blank lines are ignored. Immutable. */
record NdjsonPlan(JsonFactory json) {
    private static final String UNREADABLE = "unreadable";

    PlanDraft read(Reader text) throws IOException {
        var plan = new PlanDraft(PlanSource.LINES);
        var lines = new PlanLines(text);
        while (lines.next()) {
            var at = plan.at(lines.number());
            if (lines.isTooLong()) plan.faults().add(at, "must have at most " + PlanLines.LONGEST + " characters");
            else if (lines.has(PlanText.GARBLED)) plan.faults().add(at, "is not UTF-8");
            else if (!lines.isBlank() && !isUnreadable(lines)) readLine(lines, plan);
        }
        return plan;
    }

    /** Whether the line is an export's note about a customer that it could not read. The note is for people. */
    private boolean isUnreadable(PlanLines lines) throws IOException {
        if (!lines.startsWithName(UNREADABLE)) return false;
        try (var parser = json.createParser(lines.line(), 0, lines.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT || !UNREADABLE.equals(parser.nextFieldName()))
                return false;
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private void readLine(PlanLines lines, PlanDraft plan) throws IOException {
        var budget = plan.budget(lines.number(), "null");
        try (var parser = json.createParser(lines.line(), 0, lines.length())) {
            try {
                parser.nextToken();
                new BudgetReader(parser, BudgetReader.PLANNED, budget).readAlone();
            } catch (JsonProcessingException e) {
                budget.faultAt(
                        plan.at(lines.number()) + JsonPointers.here(parser, 1),
                        NotJson.detail(e) + " at column "
                                + parser.currentLocation().getColumnNr());
            }
        }
        plan.add(budget, lines.number());
    }
}
