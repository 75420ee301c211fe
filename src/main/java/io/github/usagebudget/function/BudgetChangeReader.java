package io.github.usagebudget.function;

import com.fasterxml.jackson.core.JsonParser;
import io.github.usagebudget.budget.BudgetFailure.Fault;
import io.github.usagebudget.reading.BudgetDraft;
import io.github.usagebudget.reading.BudgetReader;
import io.github.usagebudget.reading.JsonPointers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the one budget change of a request: a body that stops being JSON is a fault as well. Used once, by one thread. */
final class BudgetChangeReader {
    private final JsonParser json;
    private final List<Fault> faults = new ArrayList<>();

    /** @param json at the first token of the change */
    BudgetChangeReader(JsonParser json) {
        this.json = json;
    }

    UsageBudgetRequest read() {
        var draft = new BudgetDraft("", "null", faults::add);
        try {
            new BudgetReader(json, BudgetReader.REQUEST, draft).readAlone();
        } catch (IOException e) {
            // not Jackson's message, which quotes the input; and its own field, because it reads ahead of us
            var at = json.currentLocation();
            draft.faultAt(
                    JsonPointers.here(json, 1),
                    "is not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr());
        }
        return new UsageBudgetRequest(draft.change(), faults);
    }
}
