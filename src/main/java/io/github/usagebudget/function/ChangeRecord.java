package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.INTERNAL_ERROR;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.PartnerCenterFault;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.http.Causes;
import io.github.usagebudget.http.NoResponse;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;

/**
 * The log record of one attempt to change one budget: the request, its outcome, and the ids to find it by here and in Partner Center.
 * Operators query the log by these field names, so they are part of the public contract.
 *
 * @param caller the object id of the caller; only with {@code CALLER_AUTH=entra}
 * @param before absent if it was not read, null if there was no budget
 * @param after the requested amount; null for a removal
 * @param outcome as in the response, or {@code failed}, or {@code unknown}
 * @param attempts PATCH requests sent
 * @param reads GET requests sent
 * @param code only if the attempt failed
 * @param cause for an internal error, exception types and a line of code; else the reason if no answer came
 */
record ChangeRecord(
        String correlationId,
        UUID requestId,
        String invocationId,
        String caller,
        String customerTenantId,
        Optional<BigDecimal> before,
        Optional<BigDecimal> after,
        String outcome,
        int attempts,
        int reads,
        long milliseconds,
        String reason,
        String code,
        String cause,
        Integer partnerCenterStatus,
        String partnerCenterCode,
        String partnerCenterDescription,
        String msCv) {

    /** Writes one line for each attempt, however it ends. */
    static void log(InvocationContext invocation, BudgetAttempt attempt) {
        var level = attempt.failure().map(ChangeRecord::level).orElse(Level.INFO);
        invocation.log(level, "usage-budget-change", of(invocation, attempt));
    }

    /** A warning if the caller can correct it; an error if an operator must look at it. */
    private static Level level(BudgetFailure failure) {
        return Problem.status(failure.kind()) < 500 ? Level.WARNING : Level.SEVERE;
    }

    private static ChangeRecord of(InvocationContext invocation, BudgetAttempt attempt) {
        var failure = attempt.failure();
        var fault = failure.flatMap(BudgetFailure::partnerCenter);
        return new ChangeRecord(
                invocation.correlationId(),
                attempt.requestId().orElse(null),
                invocation.invocationId(),
                invocation.caller().orElse(null),
                attempt.change().customer().toString(),
                attempt.previous().map(Budget::amount).orElse(null),
                attempt.change().asked().amount(),
                attempt.outcome().name().toLowerCase(Locale.ROOT),
                attempt.writes(),
                attempt.reads(),
                attempt.duration().toMillis(),
                attempt.change().reason().map(SafeText::line).orElse(null),
                failure.map(f -> f.kind().code()).orElse(null),
                failure.map(ChangeRecord::cause).orElse(null),
                fault.map(PartnerCenterFault::status).orElse(null),
                fault.flatMap(PartnerCenterFault::code).orElse(null),
                fault.flatMap(PartnerCenterFault::description).orElse(null),
                attempt.correlationVector().orElse(null));
    }

    private static String cause(BudgetFailure failure) {
        if (failure.kind() == INTERNAL_ERROR)
            return Optional.ofNullable(failure.getCause()).map(Causes::loggable).orElse(null);
        return failure.getCause() instanceof NoResponse none ? none.reason() : null;
    }
}
