package io.github.usagebudget.callerauth;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CALLER_FORBIDDEN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.CALLER_UNAUTHENTICATED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.callerauth.EntraCallers.Caller;
import io.github.usagebudget.callerauth.EntraCallers.ExpectedClaims;
import io.github.usagebudget.http.Causes;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Checks callers' bearer tokens. SmallRye JWT verifies signature, times, issuer and audience. The other claims are read directly: SmallRye's own
 * view of them falls back to other claims, and fails on values of an unexpected type. Messages quote nothing of a token, and no exception of the
 * library is passed on, because its messages hold the claims. Thread-safe.
 */
final class TokenVerifier {
    /** The algorithm that Entra signs with. No other one is accepted, whatever the token says. */
    private static final String ALGORITHM = "RS256";

    /** RFC 7515, 3.1. The library's decoder is more lenient: it skips other characters. */
    private static final Pattern SIGNED = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    private final ExpectedClaims expected;
    private final JWTAuthContextInfo rules;
    private final DefaultJWTTokenParser tokens;

    TokenVerifier(ExpectedClaims expected, VerificationKeyResolver keys) {
        this.expected = expected;
        this.rules = rules(expected);
        this.tokens = new DefaultJWTTokenParser() {
            @Override
            protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo of) {
                return keys;
            }
        };
    }

    private static JWTAuthContextInfo rules(ExpectedClaims expected) {
        var rules = new JWTAuthContextInfo();
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.fromAlgorithm(ALGORITHM)));
        rules.setRelaxVerificationKeyValidation(false);
        rules.setIssuedBy(expected.issuer());
        rules.setExpectedAudience(expected.audiences());
        // otherwise the claim groups, of any type, would be read as a list
        rules.setGroupsPath("roles");
        rules.setRequireNamedPrincipal(false);
        // Entra dates its tokens five minutes back, and a caller that renews in time needs no leeway
        rules.setClockSkew(0);
        return rules;
    }

    ExpectedClaims expected() {
        return expected;
    }

    /**
     * The caller that a token names. Can request Entra's signing keys, and waits for them.
     *
     * @throws BudgetFailure {@code caller-unauthenticated} or {@code caller-forbidden}, saying what to do; {@code misconfigured} or {@code
     *     credentials-unavailable} if there are no keys to check it with
     */
    Caller verify(String token) {
        if (!isOfEntrasKind(token)) throw unauthenticated("is no JSON Web Token that Entra signed.");
        var claims = claims(token);
        if (!(claims.getClaimValue("tid") instanceof String tenant) || !tenant.equalsIgnoreCase(expected.tenant()))
            throw unauthenticated("is of another tenant than CALLER_TENANT_ID.");
        var objectId = Optional.ofNullable(claims.getClaimValue("oid"));
        if (objectId.isPresent() && !(objectId.get() instanceof String))
            throw unauthenticated("is not valid: its oid is not text.");
        if (!grantsRole(claims.getClaimValue("roles")))
            throw BudgetFailure.of(
                    CALLER_FORBIDDEN,
                    "The caller lacks the app role that CALLER_ROLE names: assign it to the caller in Entra (Enterprise applications,"
                            + " Users and groups), and get a new token.");
        return new Caller(objectId.map(String.class::cast));
    }

    /** Only an array of strings can grant it. */
    private boolean grantsRole(Object roles) {
        return roles instanceof List<?> list
                && list.stream().allMatch(String.class::isInstance)
                && list.contains(expected.role());
    }

    private static boolean isOfEntrasKind(String token) {
        if (!SIGNED.matcher(token).matches()) return false;
        try {
            var headers = JsonWebStructure.fromCompactSerialization(token).getHeaders();
            var type = headers.getObjectHeaderValue("typ");
            return ALGORITHM.equals(headers.getObjectHeaderValue("alg")) && (type == null || type instanceof String);
        } catch (JoseException | RuntimeException e) {
            return false;
        }
    }

    private JwtClaims claims(String token) {
        try {
            return tokens.parse(token, rules).getJwtClaims();
        } catch (ParseException | RuntimeException e) {
            // the library throws other exceptions for values of an unexpected type
            throw refused(e);
        }
    }

    private RuntimeException refused(Exception e) {
        var noKeys = Causes.first(e, SigningKeys.NoKeys.class);
        if (noKeys.isPresent()) return noKeys.get().failure();
        return Causes.first(e, UnresolvableKeyException.class).isPresent()
                ? unauthenticated("is not signed with a key of Entra's.")
                : Causes.first(e, InvalidJwtException.class)
                        .map(this::unauthenticated)
                        .orElseGet(() -> unauthenticated("is not valid."));
    }

    /** The claims are checked only after the signature. */
    private BudgetFailure unauthenticated(InvalidJwtException fault) {
        if (fault.hasErrorCode(ErrorCodes.EXPIRED)) return unauthenticated("has expired: get a new one.");
        if (fault.hasErrorCode(ErrorCodes.NOT_YET_VALID)) return unauthenticated("is not valid yet.");
        if (fault.hasErrorCode(ErrorCodes.ISSUER_INVALID))
            return unauthenticated("is not issued by " + expected.issuer()
                    + ": the callers' tenant is CALLER_TENANT_ID, and the app registration of this API must ask for tokens of version 2"
                    + " (requestedAccessTokenVersion).");
        if (fault.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || fault.hasErrorCode(ErrorCodes.AUDIENCE_MISSING))
            return unauthenticated("is for another audience: ask for one of those in CALLER_AUDIENCE.");
        if (fault.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) return unauthenticated("is not signed by Entra.");
        return unauthenticated("is not valid.");
    }

    static BudgetFailure unauthenticated(String fault) {
        return BudgetFailure.of(CALLER_UNAUTHENTICATED, "The bearer token " + fault);
    }
}
