package io.github.usagebudget.callerauth;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CALLER_UNAUTHENTICATED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Admits callers with a valid bearer token from Entra: right issuer, tenant and audience, not expired, and with the role. Thread-safe. */
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
     * The caller who sent this header. Can request Entra's signing keys, and waits for them.
     *
     * @param authorization the request's header; null if it has none
     * @throws BudgetFailure {@code caller-unauthenticated}, {@code caller-forbidden}, {@code misconfigured} or {@code
     *     credentials-unavailable}
     */
    public Caller admit(String authorization) {
        if (authorization == null)
            throw BudgetFailure.of(
                    CALLER_UNAUTHENTICATED,
                    "Besides the function key, a token from Entra is required: Authorization: Bearer … (CALLER_AUTH=entra).");
        var bearer = BEARER.matcher(authorization.strip());
        if (!bearer.matches())
            throw TokenVerifier.unauthenticated("cannot be read: send Authorization: Bearer and one token.");
        return verifier(ExpectedClaims.of(settings)).verify(bearer.group(1));
    }

    /** A verifier keeps the signing keys, so it is used as long as the settings are the same. */
    private TokenVerifier verifier(ExpectedClaims expected) {
        var known = verifier;
        if (known != null && known.expected().equals(expected)) return known;
        synchronized (this) {
            if (verifier == null || !verifier.expected().equals(expected))
                verifier = new TokenVerifier(expected, keys.of(expected.tenant()));
            return verifier;
        }
    }

    /** A caller with a valid token and the role, and the claim {@code oid} of the token, if it has one. Immutable. */
    public record Caller(Optional<String> objectId) {}

    /** What a token must contain: {@code iss}, {@code tid}, one of the audiences in {@code aud}, the role in {@code roles}. Immutable. */
    record ExpectedClaims(String issuer, String tenant, Set<String> audiences, String role) {

        /** @throws io.github.usagebudget.budget.BudgetFailure {@code misconfigured}, naming the setting */
        static ExpectedClaims of(Settings settings) {
            // the issuer of a token names a tenant id, never "common" or a domain
            var tenant = settings.get(Setting.CALLER_TENANT_ID);
            return new ExpectedClaims(
                    Cloud.of(settings).signInHost(settings) + "/" + tenant + "/v2.0",
                    tenant,
                    audiences(settings),
                    settings.get(Setting.CALLER_ROLE));
        }

        private static Set<String> audiences(Settings settings) {
            var audiences = Arrays.stream(settings.get(Setting.CALLER_AUDIENCE).split(","))
                    .map(String::strip)
                    .filter(audience -> !audience.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
            if (audiences.isEmpty()) throw Settings.misconfigured(Setting.CALLER_AUDIENCE, "names no audience.");
            return audiences;
        }
    }
}
