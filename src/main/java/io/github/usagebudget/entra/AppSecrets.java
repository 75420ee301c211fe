package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;

/** Where the app's secrets come from. Implementations are safe for use by many threads. */
public interface AppSecrets {

    /** @throws BudgetFailure {@code misconfigured} or {@code credentials-unavailable} if it cannot be had */
    Secret clientSecret(Deadline deadline);

    /** Entra refused this client secret: the next read must not come from memory. */
    void clientSecretRefused(Secret refused);
}
