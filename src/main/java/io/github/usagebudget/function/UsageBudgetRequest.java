package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.function.QueryParameters.Parameter;
import io.github.usagebudget.plan.PlanFormat;
import java.util.List;
import java.util.Optional;

/** The request body as it was read: a change, or all its faults. Immutable. */
public record UsageBudgetRequest(Optional<BudgetChange> read, List<FieldFault> faults) {
    static final BodyRule BODY = BodyRule.of(PlanFormat.JSON::isOf, "application/json", 16 * 1024, "16 KiB");

    /** @throws BudgetFailure {@code malformed-request} if the body is missing or is not UTF-8 */
    static UsageBudgetRequest read(HttpCall call) {
        BodyRule.require(call);
        BodyRule.requireUtf8(call);
        return BudgetChangeReader.read(call.body(), call.query().flag(Parameter.DRY_RUN));
    }

    /** @throws BudgetFailure {@code malformed-request} with all its faults, if it is not a change */
    BudgetChange change() {
        return read.orElseThrow(
                () -> BudgetFailure.of(MALFORMED_REQUEST, "The body is not a usage budget request; see errors.")
                        .withFaults(faults));
    }
}
