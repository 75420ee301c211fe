package io.github.usagebudget.caller;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CALLER_FORBIDDEN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.CALLER_UNAUTHENTICATED;

import io.github.usagebudget.budget.BudgetFailure;
import io.smallrye.jwt.KeyFormat;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Checks bearer tokens against one state of Entra's signing keys. The only class that knows SmallRye JWT. It quotes nothing of a token,
 * and passes no exception on: the library's messages hold the claims. Thread-safe.
 */
final class TokenVerifier {
    /** What Entra signs with; no other algorithm is tried, whatever the token says. */
    private static final String ALGORITHM = "RS256";

    /**
     * What a token must say.
     *
     * @param issuer {@code iss}
     * @param tenant {@code tid}
     * @param audiences one of them is in {@code aud}
     * @param role is in {@code roles}
     */
    record Expected(String issuer, String tenant, Set<String> audiences, String role) {}

    /** The token is signed with a key that was not there when the keys were fetched. */
    static final class UnknownKey extends Exception {
        private static final long serialVersionUID = 1;
    }

    private final Expected expected;
    private final Instant fetched;
    private final JWTAuthContextInfo rules;
    private final JWTCallerPrincipalFactory tokens = new DefaultJWTCallerPrincipalFactory();

    /** @param keys Entra's answer, a JSON Web Key Set, as it was at {@code fetched} */
    TokenVerifier(String keys, Expected expected, Instant fetched) {
        this.expected = expected;
        this.fetched = fetched;
        this.rules = rules(keys, expected);
    }

    private static JWTAuthContextInfo rules(String keys, Expected expected) {
        var rules = new JWTAuthContextInfo();
        rules.setPublicKeyContent(keys);
        rules.setKeyFormat(KeyFormat.JWK);
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.fromAlgorithm(ALGORITHM)));
        rules.setRelaxVerificationKeyValidation(false);
        rules.setIssuedBy(expected.issuer());
        rules.setExpectedAudience(expected.audiences());
        rules.setGroupsPath("roles");
        rules.setRequireNamedPrincipal(false);
        // Entra dates its tokens five minutes back; whoever renews in time needs no grace
        rules.setClockSkew(0);
        return rules;
    }

    Instant fetched() {
        return fetched;
    }

    /** @throws BudgetFailure {@code caller-unauthenticated} or {@code caller-forbidden}, saying what to do */
    Caller verify(String token) throws UnknownKey {
        if (!ALGORITHM.equals(algorithm(token))) throw unauthenticated("is no JSON Web Token that Entra signed.");
        var claims = claims(token);
        if (!expected.tenant().equalsIgnoreCase(claims.getClaim("tid")))
            throw unauthenticated("is of another tenant than CALLER_TENANT_ID.");
        if (!claims.getGroups().contains(expected.role()))
            throw BudgetFailure.of(
                    CALLER_FORBIDDEN,
                    "The caller lacks the app role that CALLER_ROLE names: assign it to the caller in Entra (Enterprise applications,"
                            + " Users and groups), and get a new token.");
        return new Caller(claims.getClaim("oid"));
    }

    private static String algorithm(String token) {
        try {
            return JsonWebStructure.fromCompactSerialization(token).getAlgorithmHeaderValue();
        } catch (JoseException | RuntimeException e) {
            return "";
        }
    }

    private JsonWebToken claims(String token) throws UnknownKey {
        try {
            return tokens.parse(token, rules);
        } catch (ParseException e) {
            if (cause(e, UnresolvableKeyException.class) != null) throw new UnknownKey();
            throw refused(cause(e, InvalidJwtException.class));
        }
    }

    /** Only a token with a good signature gets as far as having its claims looked at. */
    private BudgetFailure refused(InvalidJwtException fault) {
        if (fault == null) return unauthenticated("is not valid.");
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

    private static <T extends Throwable> T cause(Throwable failure, Class<T> type) {
        for (var cause = failure; cause != null; cause = cause.getCause())
            if (type.isInstance(cause)) return type.cast(cause);
        return null;
    }
}
