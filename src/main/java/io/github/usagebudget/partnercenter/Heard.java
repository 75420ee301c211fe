package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.SpendingBudget;
import io.github.usagebudget.remote.NoAnswer;

/**
 * What was heard of one request. Immutable.
 *
 * @param status Partner Center's; 0 where it gave no answer
 * @param budget only for {@link How#BUDGET}
 * @param failure what it means if nothing more is heard; null for {@link How#BUDGET}
 */
record Heard(How how, int status, SpendingBudget budget, BudgetFailure failure) {
    enum How {
        BUDGET,
        /** A success that is no spending budget. */
        UNREADABLE,
        /** Any other status: counts as not applied. */
        REFUSED,
        /** It may have arrived, and may have been done. */
        NO_ANSWER,
        /** It certainly did not arrive. */
        NO_CONNECTION,
        /** It was not even tried: no credentials, no try or no time left. */
        NOT_TRIED
    }

    static Heard budget(SpendingBudget budget) {
        return new Heard(How.BUDGET, 200, budget, null);
    }

    static Heard nothing(NoAnswer none) {
        var failure = BudgetFailure.of(
                        PARTNER_CENTER_UNAVAILABLE, "Partner Center could not be reached: " + none.getMessage() + ".")
                .because(none);
        return new Heard(none.maybeArrived() ? How.NO_ANSWER : How.NO_CONNECTION, 0, null, failure);
    }

    static Heard notTried(BudgetFailure failure) {
        return new Heard(How.NOT_TRIED, 0, null, failure);
    }

    boolean names(Budget asked) {
        return how == How.BUDGET && budget.budget().sameAs(asked);
    }
}
