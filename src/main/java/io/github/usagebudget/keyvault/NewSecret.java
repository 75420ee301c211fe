package io.github.usagebudget.keyvault;

import io.github.usagebudget.entra.Secret;
import java.time.Instant;
import java.util.Map;

/** A version to store, as the vault takes it (learn.microsoft.com, rest/api/keyvault/secrets/set-secret). Immutable. */
record NewSecret(String value, Attributes attributes, Map<String, String> tags) {

    /** @param exp seconds since 1970 */
    record Attributes(long exp) {}

    static NewSecret of(Secret secret, Instant expiry, Map<String, String> tags) {
        return new NewSecret(secret.value(), new Attributes(expiry.getEpochSecond()), tags);
    }

    @Override
    public String toString() {
        return "[new secret]";
    }
}
