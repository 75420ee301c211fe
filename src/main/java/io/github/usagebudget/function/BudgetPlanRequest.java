package io.github.usagebudget.function;

import io.github.usagebudget.function.QueryParameters.Parameter;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.CsvDialect;
import io.github.usagebudget.plan.PlanReader;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.function.Function;

/**
 * A request with a plan that was not read yet: a plan, or the report of a run to undo.
 *
 * @param plan reads it
 * @param dialect of the report if it is answered as CSV
 */
public record BudgetPlanRequest(Function<PlanReader, BudgetPlan> plan, boolean dryRun, CsvDialect dialect) {
    private static final int LONGEST = 16 * 1024 * 1024;
    private static final String LIMIT = "16 MiB";

    private static final BodyRule PLAN = BodyRule.of(
            type -> PlanFormat.ofContentType(type).isPresent(),
            "application/json, application/x-ndjson, application/ndjson or text/csv",
            LONGEST,
            LIMIT);

    private static final BodyRule REPORT =
            BodyRule.of(PlanFormat.JSON::isOf, "application/json, with the report of the run to undo", LONGEST, LIMIT);

    /** A run is only undone from its report as JSON, which has all outcomes and previous amounts. */
    static BodyRule body(QueryParameters query) {
        return isUndo(query) ? REPORT : PLAN;
    }

    /** @throws io.github.usagebudget.budget.BudgetFailure {@code malformed-request} if there is no body */
    static BudgetPlanRequest read(HttpCall call) {
        BodyRule.require(call);
        var query = call.query();
        var body = new ByteArrayInputStream(call.body());
        return new BudgetPlanRequest(
                isUndo(query) ? plans -> plans.readUndo(body) : plan(call, body),
                query.flag(Parameter.DRY_RUN).orElse(false),
                query.dialect());
    }

    private static Function<PlanReader, BudgetPlan> plan(HttpCall call, InputStream body) {
        var format =
                call.header("Content-Type").flatMap(PlanFormat::ofContentType).orElseThrow();
        return plans -> plans.read(format, body);
    }

    private static boolean isUndo(QueryParameters query) {
        return query.flag(Parameter.UNDO).orElse(false);
    }
}
