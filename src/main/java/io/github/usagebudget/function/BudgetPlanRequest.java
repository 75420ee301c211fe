package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;
import static io.github.usagebudget.budget.BudgetFailure.Kind.UNSUPPORTED_MEDIA_TYPE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.plan.PlanFormat;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A plan as it came, not yet read. */
public record BudgetPlanRequest(PlanFormat format, boolean dryRun, InputStream plan) {
    private static final String DRY_RUN = "dryRun";

    /** @throws BudgetFailure {@code unsupported-media-type}, or {@code malformed-request} for a dry run that is neither true nor false */
    static BudgetPlanRequest read(Call call) {
        var format = call.header("Content-Type")
                .flatMap(PlanFormat::ofContentType)
                .orElseThrow(() -> BudgetFailure.of(
                        UNSUPPORTED_MEDIA_TYPE,
                        "Content-Type must be application/json, application/x-ndjson or text/csv, in UTF-8."));
        return new BudgetPlanRequest(format, dryRun(call), new ByteArrayInputStream(call.body()));
    }

    private static boolean dryRun(Call call) {
        return switch (call.parameter(DRY_RUN).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw BudgetFailure.of(MALFORMED_REQUEST, "dryRun must be true or false; nothing was written.");
        };
    }
}
