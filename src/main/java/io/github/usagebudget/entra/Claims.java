package io.github.usagebudget.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.usagebudget.remote.JsonBody;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What an access token says of itself. Decoded, not verified: that is for Partner Center, which it is meant for. Immutable.
 *
 * @param methods how the user signed in: the claim {@code amr}
 */
record Claims(List<String> audiences, Optional<Instant> expiry, List<String> methods) {

    /** As late as makes no difference, and as any arithmetic can take. */
    private static final long LATEST = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();

    /** Empty for a token that is no JWT: nobody promised that it is one. */
    static Optional<Claims> of(AccessToken token, ObjectMapper json) {
        var parts = token.value().split("\\.", -1);
        if (parts.length != 3 || object(parts[0], json).isEmpty()) return Optional.empty();
        return object(parts[1], json)
                .map(claims ->
                        new Claims(texts(claims.path("aud")), expiry(claims.path("exp")), texts(claims.path("amr"))));
    }

    private static Optional<JsonNode> object(String part, ObjectMapper json) {
        try {
            return JsonBody.object(json, Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** One text, or many. */
    private static List<String> texts(JsonNode claim) {
        if (claim.isTextual()) return List.of(claim.textValue());
        return StreamSupport.stream(claim.spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }

    /** Seconds since 1970, which may have a fraction (RFC 7519, 2). */
    private static Optional<Instant> expiry(JsonNode claim) {
        if (!claim.isNumber() || !claim.canConvertToLong()) return Optional.empty();
        var seconds = Math.max(0, Math.min(claim.longValue(), LATEST));
        return Optional.of(Instant.ofEpochSecond(seconds));
    }
}
