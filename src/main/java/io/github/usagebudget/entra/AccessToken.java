package io.github.usagebudget.entra;

import io.github.usagebudget.json.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

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
