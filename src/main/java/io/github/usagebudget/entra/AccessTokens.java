package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Ticker;
import io.github.usagebudget.remote.Remembered;
import io.github.usagebudget.remote.Remembered.Lease;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * The access token for Partner Center: one for all callers, fetched when it is first needed and again before it expires.
 * Thread-safe.
 */
@Singleton
public class AccessTokens {
    private final SignIn signIn;
    private final Remembered<AccessToken> token;

    AccessTokens(SignIn signIn, Clock clock, Ticker ticker) {
        this.signIn = signIn;
        this.token = new Remembered<>(clock, ticker);
    }

    /**
     * A token that is good for some minutes at least.
     *
     * @throws BudgetFailure {@code credentials-refused}, {@code credentials-unavailable} or {@code misconfigured}
     */
    public AccessToken get(Deadline deadline) {
        return token.get(deadline, () -> {
            var granted = signIn.now(deadline);
            return new Lease<>(granted.token(), granted.freshUntil(), granted.freshUntil());
        });
    }

    /** Partner Center refused this token: the next one must not come from memory. */
    public void refused(AccessToken refused) {
        token.forget(refused);
    }
}
