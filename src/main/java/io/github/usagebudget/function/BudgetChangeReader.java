package io.github.usagebudget.function;

import com.fasterxml.jackson.core.JsonParser;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.json.JsonPointers;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.plan.BudgetFields;
import io.github.usagebudget.plan.BudgetReader;
import io.github.usagebudget.plan.NotJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the budget change of a request. Text that is not JSON is a fault like any other. Used once, by one thread. */
final class BudgetChangeReader {
    private final JsonParser json;
    private final List<FieldFault> faults = new ArrayList<>();

    /** @param json at the first token of the change */
    BudgetChangeReader(JsonParser json) {
        this.json = json;
    }

    /** @param dryRun the query parameter; empty if it is absent. The field dryRun must agree with it. */
    static UsageBudgetRequest read(byte[] body, Optional<Boolean> dryRun) {
        if (!startsAnObject(body))
            return new UsageBudgetRequest(Optional.empty(), List.of(new FieldFault("", "must be a JSON object")));
        try (var json = JsonValue.FACTORY.createParser(body)) {
            json.nextToken();
            return new BudgetChangeReader(json).read(dryRun);
        } catch (IOException e) {
            throw new IllegalStateException("the first brace can always be read", e);
        }
    }

    UsageBudgetRequest read(Optional<Boolean> dryRun) {
        var draft = new BudgetFields("", "null", faults::add);
        dryRun.ifPresent(draft::dryRunOfQuery);
        try {
            new BudgetReader(json, BudgetReader.REQUEST, draft).readAlone();
        } catch (IOException e) {
            // the parser's position: it can be ahead of the last field read
            draft.faultAt(JsonPointers.here(json, 1), NotJson.detail(e, json));
        }
        return new UsageBudgetRequest(draft.change(), faults);
    }

    /** Ignores a byte order mark and white space. */
    private static boolean startsAnObject(byte[] body) {
        for (var i = hasByteOrderMark(body) ? 3 : 0; i < body.length; i++) {
            var c = body[i];
            // a zero byte would make Jackson read UTF-16 or UTF-32
            if (c == '{') return i + 1 == body.length || body[i + 1] != 0;
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r') return false;
        }
        return false;
    }

    private static boolean hasByteOrderMark(byte[] body) {
        return body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
    }
}
