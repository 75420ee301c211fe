package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.config.AppSecret;

/** The source of the app's secrets. Implementations are safe for use by many threads. */
public interface AppSecrets {

    /** @throws BudgetFailure {@code misconfigured} or {@code credentials-unavailable} if the secret is not available */
    Secret get(AppSecret which, Deadline deadline);

    /** Entra refused this secret: the next one must not come from the cache. */
    void refused(AppSecret which, Secret refused);

    /** The value of a secret. toString hides it. Immutable. */
    record Secret(String value) {
        /** Without what editors and shells add at the ends: line breaks, spaces of any kind, a byte order mark. */
        public Secret trimmed() {
            return new Secret(SafeText.trimmed(value));
        }

        @Override
        public String toString() {
            return "[secret]";
        }
    }
}
