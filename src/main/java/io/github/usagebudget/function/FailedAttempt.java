package io.github.usagebudget.function;

import io.github.usagebudget.budget.BudgetFailure;
import java.util.Optional;
import java.util.UUID;

/** An attempt to change or to read a budget that failed, on its way to the caller. Immutable. */
final class FailedAttempt extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient BudgetFailure failure;
    private final transient Optional<UUID> requestId;
    private final boolean recorded;

    private FailedAttempt(BudgetFailure failure, Optional<UUID> requestId, boolean recorded) {
        super(failure);
        this.failure = failure;
        this.requestId = requestId;
        this.recorded = recorded;
    }

    /** To change a budget; its record is in the log already. */
    static FailedAttempt toChange(BudgetFailure failure, Optional<UUID> requestId) {
        return new FailedAttempt(failure, requestId, true);
    }

    /** To read a budget. */
    static FailedAttempt toRead(BudgetFailure failure, Optional<UUID> requestId) {
        return new FailedAttempt(failure, requestId, false);
    }

    boolean isRecorded() {
        return recorded;
    }

    BudgetFailure failure() {
        return failure;
    }

    Optional<UUID> requestId() {
        return requestId;
    }
}
