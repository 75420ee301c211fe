package io.github.usagebudget.function;

import io.github.usagebudget.function.QueryParameters.Parameter;
import io.github.usagebudget.plan.PlanFormat;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A plan as it came, not yet read. */
public record BudgetPlanRequest(PlanFormat format, boolean dryRun, InputStream plan) {
    static final BodyRule BODY = BodyRule.of(
            type -> PlanFormat.ofContentType(type).isPresent(),
            "application/json, application/x-ndjson, application/ndjson or text/csv",
            16 * 1024 * 1024,
            "16 MiB");

    /** @throws io.github.usagebudget.budget.BudgetFailure {@code malformed-request} if there is no body */
    static BudgetPlanRequest read(HttpCall call) {
        BodyRule.require(call);
        var format =
                call.header("Content-Type").flatMap(PlanFormat::ofContentType).orElseThrow();
        return new BudgetPlanRequest(
                format, call.query().flag(Parameter.DRY_RUN).orElse(false), new ByteArrayInputStream(call.body()));
    }
}
