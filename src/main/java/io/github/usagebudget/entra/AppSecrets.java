package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;

/** Where the app's secrets come from. Implementations are safe for use by many threads. */
public interface AppSecrets {

    /** @throws BudgetFailure {@code misconfigured} or {@code credentials-unavailable} if it cannot be had */
    Secret get(AppSecret which, Deadline deadline);

    /** Entra refused this secret: the next one must not come from memory. */
    void refused(AppSecret which, Secret refused);
}
