package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where the user's refresh token is kept for good. Implementations are safe for use by many threads. */
public interface RefreshTokens {
    /**
     * What is kept.
     *
     * @param age since it was stored; empty where nobody knows
     * @param tags what else was written beside it
     */
    record StoredRefreshToken(Secret token, Optional<Duration> age, Map<String, String> tags) {
        public StoredRefreshToken {
            tags = Map.copyOf(tags);
        }
    }

    /** What is kept now, never from memory. */
    StoredRefreshToken current(Deadline deadline);

    /**
     * Keeps the next one in its place, and reads back that it is kept.
     *
     * @return the version it is kept as
     * @throws BudgetFailure if it is not certain that it is kept; what was kept before is still there then
     */
    String replace(StoredRefreshToken found, Secret next, Instant expiry, Deadline deadline);
}
