package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;

import com.fasterxml.jackson.core.JsonParser;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.function.HttpCall.BodyRule;
import io.github.usagebudget.function.QueryParameters.Parameter;
import io.github.usagebudget.json.JsonFaults;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.plan.BudgetFields;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The request body as it was read: a change, or all its faults. Immutable. */
public record UsageBudgetRequest(Optional<BudgetChange> read, List<FieldFault> faults) {
    public static final Set<String> FIELDS =
            Set.of("customerTenantId", "amount", "removeBudget", "expectedAmount", "dryRun", "reason");

    static final BodyRule BODY = new BodyRule(PlanFormat.JSON::isOf, "application/json", 16 * 1024, "16 KiB");

    /** @throws BudgetFailure {@code malformed-request} if the body is missing or is not UTF-8 */
    static UsageBudgetRequest read(HttpCall call) {
        call.requireBody();
        call.requireUtf8();
        return read(call.body(), call.query().flag(Parameter.DRY_RUN));
    }

    /** @throws BudgetFailure {@code malformed-request} with all its faults, if it is not a change */
    BudgetChange change() {
        return read.orElseThrow(
                () -> BudgetFailure.of(MALFORMED_REQUEST, "The body is not a usage budget request; see errors.")
                        .withFaults(faults));
    }

    /**
     * Reads a body. Text that is not JSON is a fault like any other.
     *
     * @param dryRun the query parameter; empty if it is absent. The field dryRun must agree with it.
     */
    static UsageBudgetRequest read(byte[] body, Optional<Boolean> dryRun) {
        if (!startsAnObject(body))
            return new UsageBudgetRequest(Optional.empty(), List.of(new FieldFault("", "must be a JSON object")));
        var faults = new ArrayList<FieldFault>();
        var draft = BudgetFields.ofRequest(faults::add, dryRun);
        try (var json = JsonValue.FACTORY.createParser(body)) {
            json.nextToken();
            read(json, draft);
        } catch (IOException e) {
            throw new IllegalStateException("the first brace can always be read", e);
        }
        return new UsageBudgetRequest(draft.change(), faults);
    }

    private static void read(JsonParser json, BudgetFields draft) {
        try {
            draft.readAlone(json, FIELDS);
        } catch (IOException e) {
            // the parser's position: it can be ahead of the last field read
            draft.faultAt(JsonFaults.here(json, 1), JsonFaults.notJson(e, json));
        }
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
