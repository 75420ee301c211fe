package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.SafeText;
import io.github.usagebudget.config.Settings.AppSecret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The source of the app's secrets, and the store of the user's refresh token. Implementations are safe for use by many threads. */
public interface AppSecrets {

    /** @throws BudgetFailure {@code misconfigured} or {@code credentials-unavailable} if the secret is not available */
    Secret get(AppSecret which, Deadline deadline);

    /** Entra refused this secret: the next one must not come from the cache. */
    void refused(AppSecret which, Secret refused);

    /** The current refresh token in the vault, never from a cache. */
    StoredSecret storedRefreshToken(Deadline deadline);

    /**
     * Replaces the refresh token in the vault and reads it back.
     *
     * @return the new version
     * @throws BudgetFailure if it is not certain that the new token is stored; then the old one still is
     */
    String replaceRefreshToken(StoredSecret found, Secret next, Instant expiry, Deadline deadline);

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

    /** One version of a secret in the vault. Immutable. */
    record StoredSecret(
            Secret secret,
            String version,
            Optional<Instant> created,
            Optional<Instant> expiry,
            Map<String, String> tags) {
        public StoredSecret {
            tags = Map.copyOf(tags);
        }
    }
}
