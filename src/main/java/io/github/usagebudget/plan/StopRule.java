package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;

import io.github.usagebudget.budget.BudgetFailure;
import java.util.Optional;

/**
 * Decides when no further customer can succeed: at once if credentials or settings fail before Partner Center is asked, and after
 * {@value #REFUSED} customers whose credentials Partner Center itself refused, if none succeeded between them. Thread-safe.
 */
final class StopRule {
    private static final int REFUSED = 3;

    // Mutable state, guarded by this
    private int refused;
    private BudgetFailure reason;

    /** Takes note of how one customer ended. */
    void ended(PlannedOutcome outcome) {
        if (outcome.kind() != PlannedOutcome.ReportedOutcome.NOT_ATTEMPTED) ended(outcome.failure());
    }

    /** Takes note of how reading one customer's budget ended. */
    void ended(BudgetReads.Read read) {
        ended(read.failure());
    }

    private synchronized void ended(Optional<BudgetFailure> failure) {
        if (failure.isEmpty()) refused = 0;
        else if (reason == null && stops(failure.get())) reason = failure.get();
    }

    private boolean stops(BudgetFailure failure) {
        if (failure.partnerCenter().isPresent()) return failure.kind() == CREDENTIALS_REFUSED && ++refused >= REFUSED;
        return switch (failure.kind()) {
            case CREDENTIALS_REFUSED, CREDENTIALS_UNAVAILABLE, MISCONFIGURED -> true;
            default -> false;
        };
    }

    /** Why no further customer is started; empty as long as the run goes on. */
    synchronized Optional<BudgetFailure> reason() {
        return Optional.ofNullable(reason);
    }
}
