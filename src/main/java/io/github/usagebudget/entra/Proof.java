package io.github.usagebudget.entra;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What the app shows Entra to prove that it is itself. Never shown to anybody else. Immutable.
 *
 * @param madeFrom the secret, certificate or token behind it: if that is the same, a new proof has no better chance
 * @param fields of the form of one request: an assertion is signed for each, because Entra may take it only once
 */
record Proof(Object madeFrom, Supplier<Map<String, String>> fields) {
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    static Proof ofSecret(Secret secret) {
        return new Proof(secret, () -> Map.of("client_secret", secret.value()));
    }

    /** RFC 7523, 2.2. */
    static Proof ofAssertion(Object madeFrom, Supplier<String> assertion) {
        return new Proof(
                madeFrom, () -> Map.of("client_assertion_type", JWT_BEARER, "client_assertion", assertion.get()));
    }

    @Override
    public String toString() {
        return "[proof]";
    }
}
