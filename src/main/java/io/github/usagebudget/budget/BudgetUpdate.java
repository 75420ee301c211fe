package io.github.usagebudget.budget;

import java.util.Optional;

/**
 * What came of a change. Immutable.
 *
 * @param previous the budget before; only where it was read
 * @param answered what Partner Center answered last
 */
public record BudgetUpdate(BudgetChange change, Outcome outcome, Optional<Budget> previous, SpendingBudget answered) {

    /** The change was made: set, or removed. */
    public static BudgetUpdate made(BudgetChange change, Optional<Budget> previous, SpendingBudget answered) {
        var outcome = change.amount().isPresent() ? Outcome.UPDATED : Outcome.REMOVED;
        return new BudgetUpdate(change, outcome, previous, answered);
    }

    /** How a change ended when it did not fail. */
    public enum Outcome {
        UPDATED,
        REMOVED,
        /** The budget was as asked already; nothing was written. */
        UNCHANGED,
        /** A dry run; nothing was written. */
        PLANNED
    }
}
