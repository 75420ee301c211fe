package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;

import io.github.usagebudget.budget.BudgetFailure;
import java.util.Optional;

/**
 * Decides when no further customer can succeed: immediately if credentials or settings fail before a request to Partner Center, and after
 * Partner Center itself refused the credentials for {@value #REFUSED} customers, if none succeeded between them. Thread-safe.
 */
final class StopRule {
    private static final int REFUSED = 3;

    // Mutable state, guarded by this
    private int refused;
    private BudgetFailure reason;

    /** Records the outcome of one customer. */
    void ended(PlannedOutcome outcome) {
        if (outcome.kind() != PlannedOutcome.ReportedOutcome.NOT_ATTEMPTED) ended(outcome.failure());
    }

    /** Records the result of reading one customer's budget. */
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

    /** Why no further customer is started; empty while the run continues. */
    synchronized Optional<BudgetFailure> reason() {
        return Optional.ofNullable(reason);
    }
}
