package io.github.usagebudget.function;

import io.github.usagebudget.budget.BudgetAttempt;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.json.JsonText;
import java.util.logging.Level;

/** Writes one line for each attempt to change a budget, however it ends: {@code usage-budget-change} and a JSON object. Stateless. */
final class ChangeLog {
    private ChangeLog() {}

    static void record(InvocationContext invocation, BudgetAttempt attempt) {
        invocation.log(
                attempt.failure().map(ChangeLog::level).orElse(Level.INFO),
                "usage-budget-change " + JsonText.of(ChangeRecord.of(invocation, attempt)));
    }

    /** A warning if the caller can correct it; an error if an operator must look at it. */
    private static Level level(BudgetFailure failure) {
        return Problem.status(failure.kind()) < 500 ? Level.WARNING : Level.SEVERE;
    }
}
