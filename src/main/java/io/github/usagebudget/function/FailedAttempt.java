package io.github.usagebudget.function;

import io.github.usagebudget.budget.BudgetFailure;
import java.util.Optional;
import java.util.UUID;

/** Carries a failed attempt to change or read a budget to the class that answers the caller. Immutable. */
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

    /** A failed change, which is already logged. */
    static FailedAttempt toChange(BudgetFailure failure, Optional<UUID> requestId) {
        return new FailedAttempt(failure, requestId, true);
    }

    /** A failed read, which is not logged yet. */
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
