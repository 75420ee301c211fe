package io.github.usagebudget.function;

import io.github.usagebudget.budget.BudgetFailure;
import java.util.Optional;
import java.util.UUID;

/** An attempt that failed, on its way to the caller; its record is in the log already. Immutable. */
final class FailedAttempt extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient BudgetFailure failure;
    private final transient Optional<UUID> requestId;

    FailedAttempt(BudgetFailure failure, Optional<UUID> requestId) {
        super(failure);
        this.failure = failure;
        this.requestId = requestId;
    }

    BudgetFailure failure() {
        return failure;
    }

    Optional<UUID> requestId() {
        return requestId;
    }
}
