package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetUpdate;
import io.github.usagebudget.budget.Trail;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * How it ended for one customer of a plan. Immutable.
 *
 * @param before the budget before; only where it was read
 * @param requestId the id under which Partner Center was last reached, if it was
 * @param failure only of {@link Kind#FAILED}
 */
public record PlannedOutcome(
        BudgetChange change,
        Kind kind,
        Optional<Budget> before,
        Optional<UUID> requestId,
        Optional<BudgetFailure> failure) {
    /** How it may end. */
    public enum Kind {
        UPDATED,
        REMOVED,
        /** It was as planned already. */
        UNCHANGED,
        /** In a dry run: it differs from the plan. */
        WOULD_UPDATE,
        /** In a dry run: there is a budget, and the plan has none. */
        WOULD_REMOVE,
        FAILED,
        /** It went out with a batch, whose own report says how it ended. */
        QUEUED,
        /** Nothing was sent: the time was over before its turn, or the run was stopped. The next run goes on. */
        NOT_ATTEMPTED;

        /** As it is written: {@code would-update}. */
        public String written() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether an update that failed was attempted at all: a customer of a run that never got its turn was not. */
    public static boolean wasAttempted(BudgetFailure failure, Trail trail) {
        return failure.kind() != THROTTLED
                || trail.requestId().isPresent()
                || trail.place().isEmpty();
    }

    static PlannedOutcome of(BudgetUpdate update, Optional<UUID> requestId) {
        return new PlannedOutcome(update.change(), kind(update), update.previous(), requestId, Optional.empty());
    }

    static PlannedOutcome failed(
            BudgetChange change, Optional<Budget> before, Optional<UUID> requestId, BudgetFailure failure) {
        return new PlannedOutcome(change, Kind.FAILED, before, requestId, Optional.of(failure));
    }

    static PlannedOutcome notAttempted(BudgetChange change) {
        return new PlannedOutcome(change, Kind.NOT_ATTEMPTED, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static PlannedOutcome queued(BudgetChange change) {
        return new PlannedOutcome(change, Kind.QUEUED, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Kind kind(BudgetUpdate update) {
        return switch (update.outcome()) {
            case UPDATED -> Kind.UPDATED;
            case REMOVED -> Kind.REMOVED;
            case UNCHANGED -> Kind.UNCHANGED;
            case PLANNED -> update.change().amount().isPresent() ? Kind.WOULD_UPDATE : Kind.WOULD_REMOVE;
        };
    }
}
