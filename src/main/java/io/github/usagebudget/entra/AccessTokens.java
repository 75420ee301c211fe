package io.github.usagebudget.entra;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.http.CachedValue;
import io.github.usagebudget.http.CachedValue.Cached;
import io.github.usagebudget.json.JsonValue;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /** A bearer token from Entra: for Partner Center, for the vault, or to exchange. toString hides it. Immutable. */
    public record AccessToken(String value) {
        /** {@code b64token} (https://www.rfc-editor.org/rfc/rfc6750#section-2.1): no other text can be sent in the header. */
        private static final Pattern SENDABLE = Pattern.compile("[A-Za-z0-9._~+/-]++=*+");

        /** The token in an answer; empty if there is none that can be sent. */
        static Optional<AccessToken> in(JsonValue answer) {
            return answer.member("access_token")
                    .text()
                    .filter(SENDABLE.asMatchPredicate())
                    .map(AccessToken::new);
        }

        @Override
        public String toString() {
            return "[token]";
        }
    }
}
