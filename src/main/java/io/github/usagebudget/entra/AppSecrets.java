package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.AppSecret;

/** The source of the app's secrets. Implementations are safe for use by many threads. */
public interface AppSecrets {

    /** @throws BudgetFailure {@code misconfigured} or {@code credentials-unavailable} if the secret is not available */
    Secret get(AppSecret which, Deadline deadline);

    /** Entra refused this secret: the next one must not come from the cache. */
    void refused(AppSecret which, Secret refused);
}
