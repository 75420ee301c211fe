package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.entra.AppSecrets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The permanent store of the user's refresh token. Implementations are safe for use by many threads. */
public interface RefreshTokens {
    /**
     * The stored token.
     *
     * @param age since it was stored; empty if unknown
     * @param tags other data stored with it
     */
    record StoredRefreshToken(Secret token, Optional<Duration> age, Map<String, String> tags) {
        public StoredRefreshToken {
            tags = Map.copyOf(tags);
        }
    }

    /** The current token, never from a cache. */
    StoredRefreshToken current(Deadline deadline);

    /**
     * Replaces the token and reads it back.
     *
     * @return the new version
     * @throws BudgetFailure if it is not certain that the new token is stored; then the old one still is
     */
    String replace(StoredRefreshToken found, Secret next, Instant expiry, Deadline deadline);
}
