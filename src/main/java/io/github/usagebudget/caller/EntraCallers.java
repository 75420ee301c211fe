package io.github.usagebudget.caller;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CALLER_UNAUTHENTICATED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.caller.TokenVerifier.UnknownKey;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** Admits callers with a bearer token of Entra: of the right issuer, tenant and audience, in time, and with the role. Thread-safe. */
@Singleton
public class EntraCallers {
    private static final Pattern BEARER = Pattern.compile("bearer +([\\w.~+/=-]{1,16384})", Pattern.CASE_INSENSITIVE);

    private final SigningKeys keys;

    EntraCallers(SigningKeys keys) {
        this.keys = keys;
    }

    /**
     * Whoever sent this header. May ask Entra for its signing keys, and waits for them.
     *
     * @param authorization the request's header; null if it has none
     * @throws BudgetFailure {@code caller-unauthenticated}, {@code caller-forbidden}, {@code misconfigured} or {@code
     *     credentials-unavailable}
     */
    public Caller admit(String authorization) {
        if (authorization == null)
            throw BudgetFailure.of(
                    CALLER_UNAUTHENTICATED,
                    "Besides the function key a token of Entra is required: Authorization: Bearer … (CALLER_AUTH=entra).");
        var bearer = BEARER.matcher(authorization.strip());
        if (!bearer.matches())
            throw TokenVerifier.unauthenticated("cannot be read: send Authorization: Bearer and one token.");
        return verified(bearer.group(1));
    }

    private Caller verified(String token) {
        var known = keys.current();
        try {
            return known.verify(token);
        } catch (UnknownKey e) {
            var newer = keys.newerThan(known).orElseThrow(EntraCallers::notSignedByEntra);
            try {
                return newer.verify(token);
            } catch (UnknownKey again) {
                throw notSignedByEntra();
            }
        }
    }

    private static BudgetFailure notSignedByEntra() {
        return TokenVerifier.unauthenticated("is not signed with a key of Entra's.");
    }
}
