package io.github.usagebudget.entra;

import java.util.Map;

/**
 * What the app shows Entra to prove that it is itself, as fields of the form. Never shown to anybody else. Immutable.
 *
 * @param madeFrom the secret, certificate or token behind it: if that is the same, a new proof has no better chance
 */
record Proof(Object madeFrom, Map<String, String> fields) {
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    static Proof ofSecret(Secret secret) {
        return new Proof(secret, Map.of("client_secret", secret.value()));
    }

    /** RFC 7523, 2.2. */
    static Proof ofAssertion(Object madeFrom, String assertion) {
        return new Proof(madeFrom, Map.of("client_assertion_type", JWT_BEARER, "client_assertion", assertion));
    }

    @Override
    public String toString() {
        return "[proof]";
    }
}
