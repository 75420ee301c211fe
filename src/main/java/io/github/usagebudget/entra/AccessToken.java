package io.github.usagebudget.entra;

import io.github.usagebudget.json.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/** A bearer token of Entra's: for Partner Center, the vault or the exchange. Never shown by accident. Immutable. */
public record AccessToken(String value) {
    /** {@code b64token} (https://www.rfc-editor.org/rfc/rfc6750#section-2.1): nothing else can be sent in a header. */
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
