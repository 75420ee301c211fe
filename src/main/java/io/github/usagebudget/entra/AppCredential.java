package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;

/** A way for the app to prove that it is itself. Implementations are safe for use by many threads. */
interface AppCredential {

    /** @throws BudgetFailure if what it is made from cannot be had, or is of no use */
    Proof proof(Deadline deadline);

    /** Entra refused this proof: the next must not be made from what is in memory. */
    void refused(Proof refused);

    /** Entra takes this proof for expired, or not valid yet; what it is made from is good. */
    default void outOfTime(Proof refused) {}
}
