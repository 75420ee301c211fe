package io.github.usagebudget.entra;

import io.github.usagebudget.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an access token says of itself. Decoded, not verified: that is for Partner Center, which it is meant for. Immutable.
 *
 * @param methods how the user signed in: the claim {@code amr}
 */
record Claims(List<String> audiences, Optional<Instant> expiry, List<String> methods) {

    /** As late as makes no difference, and as any arithmetic can take. */
    private static final BigDecimal LATEST =
            BigDecimal.valueOf(Instant.parse("9999-12-31T00:00:00Z").getEpochSecond());

    /** Empty for a token that is no JWT: nobody promised that it is one. */
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

    /** One text, or many. */
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
}
