package io.github.usagebudget.entra;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Settings.Grant;
import io.github.usagebudget.entra.AppSecrets.Secret;
import io.github.usagebudget.http.CachedValue;
import io.github.usagebudget.http.CachedValue.Cached;
import io.github.usagebudget.json.JsonValue;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cached access token for Partner Center, fetched on first use and again before it expires. Thread-safe. */
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

    /**
     * A token from Entra, and what is known of it. Shows no token. Immutable.
     *
     * @param freshUntil some time before it expires: clocks differ, and a call takes time
     * @param refreshToken a new one, if a user is involved
     */
    record TokenResponse(
            AccessToken token, Optional<Claims> claims, Instant freshUntil, Optional<Secret> refreshToken) {}

    /**
     * The claims of an access token. Decoded but not verified: Partner Center verifies the token. Immutable.
     *
     * @param methods how the user signed in: the claim {@code amr}
     */
    record Claims(List<String> audiences, Optional<Instant> expiry, List<String> methods) {

        /** Partner Center's address, and its own app id (docs/partner-center.md, "Audience"). */
        private static final Set<String> AUDIENCES =
                Set.of(Cloud.PARTNER_CENTER, Cloud.PARTNER_CENTER + "/", "fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd");
        /** Late enough to make no difference, and early enough for any arithmetic. */
        private static final BigDecimal LATEST =
                BigDecimal.valueOf(Instant.parse("9999-12-31T00:00:00Z").getEpochSecond());

        /** Empty for a token that is not a JWT, which is allowed. */
        static Optional<Claims> of(AccessToken token) {
            var parts = token.value().split("\\.", -1);
            if (parts.length != 3 || object(parts[0]).isEmpty()) return Optional.empty();
            return object(parts[1])
                    .map(claims -> new Claims(
                            texts(claims.member("aud")), expiry(claims.member("exp")), texts(claims.member("amr"))));
        }

        private static Optional<JsonValue> object(String part) {
            try {
                return JsonValue.object(Base64.getUrlDecoder().decode(part));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /** A string or an array of strings. */
        private static List<String> texts(JsonValue claim) {
            return Stream.concat(Stream.of(claim), claim.items().stream())
                    .map(JsonValue::text)
                    .flatMap(Optional::stream)
                    .toList();
        }

        /** Seconds since 1970, which may have a fraction (RFC 7519, 2). */
        private static Optional<Instant> expiry(JsonValue claim) {
            return claim.number()
                    .map(seconds -> Instant.ofEpochSecond(
                            seconds.max(BigDecimal.ZERO).min(LATEST).longValue()));
        }

        boolean haveMfa() {
            return methods.contains("mfa");
        }

        /** Why Partner Center would refuse the token, and what to do (docs/partner-center.md, "Audience" and "MFA"); empty if it would not. */
        Optional<BudgetFailure> fault(Grant grant, Instant now) {
            if (audiences.stream().noneMatch(AUDIENCES::contains))
                return refused("is not meant for Partner Center, which would refuse it (900420): its audience must be "
                        + Cloud.PARTNER_CENTER
                        + ". Give the app registration the API permissions of Microsoft Partner Center;"
                        + " tokens for graph.windows.net are no longer taken.");
            if (expiry.filter(expiry -> !expiry.isAfter(now)).isPresent())
                return refused("has expired already, at " + expiry.get() + ": check this machine's clock.");
            if (grant == Grant.APP_AND_USER && !haveMfa())
                return refused("was obtained without MFA, so that Partner Center would refuse it (900421). "
                        + EntraFault.GIVE_CONSENT);
            return Optional.empty();
        }

        private static Optional<BudgetFailure> refused(String why) {
            return Optional.of(BudgetFailure.of(CREDENTIALS_REFUSED, "Entra gave a token that " + why));
        }
    }
}
