package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Ticker;
import io.github.usagebudget.http.CachedValue;
import io.github.usagebudget.http.CachedValue.Cached;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * The cached access token for Partner Center: one for all calls, fetched on first use and again before it expires. Thread-safe.
 */
@Singleton
public class AccessTokens {
    private final TokenClient tokenClient;
    private final CachedValue<AccessToken> token;

    AccessTokens(TokenClient tokenClient, Clock clock, Ticker ticker) {
        this.tokenClient = tokenClient;
        this.token = new CachedValue<>(clock, ticker);
    }

    /**
     * A token that is valid for some minutes at least, or for half of a shorter life.
     *
     * @throws BudgetFailure {@code credentials-refused}, {@code credentials-unavailable} or {@code misconfigured}
     */
    public AccessToken get(Deadline deadline) {
        return token.get(deadline, () -> {
            var granted = tokenClient.now(deadline);
            return new Cached<>(granted.token(), granted.freshUntil(), granted.freshUntil());
        });
    }

    /** Partner Center refused this token: the next one must not come from the cache. */
    public void refused(AccessToken refused) {
        token.forget(refused);
    }
}
