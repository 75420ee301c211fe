package io.github.usagebudget.callerauth;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CALLER_UNAUTHENTICATED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.config.Settings;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** Admits callers with a bearer token of Entra: of the right issuer, tenant and audience, in time, and with the role. Thread-safe. */
@Singleton
public class EntraCallers {
    private static final Pattern BEARER = Pattern.compile("bearer +([\\w.~+/=-]{1,16384})", Pattern.CASE_INSENSITIVE);

    private final Settings settings;
    private final SigningKeys keys;

    // Mutable state
    private volatile TokenVerifier verifier;

    EntraCallers(Settings settings, SigningKeys keys) {
        this.settings = settings;
        this.keys = keys;
    }

    /**
     * The caller who sent this header. May ask Entra for its signing keys, and waits for them.
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
        return verifier(ExpectedClaims.of(settings)).verify(bearer.group(1));
    }

    /** It keeps the signing keys for as long as the settings say the same. */
    private TokenVerifier verifier(ExpectedClaims expected) {
        var known = verifier;
        if (known != null && known.expected().equals(expected)) return known;
        synchronized (this) {
            if (verifier == null || !verifier.expected().equals(expected))
                verifier = new TokenVerifier(expected, keys.of(expected.tenant()));
            return verifier;
        }
    }
}
