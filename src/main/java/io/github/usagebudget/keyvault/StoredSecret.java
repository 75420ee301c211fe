package io.github.usagebudget.keyvault;

import io.github.usagebudget.entra.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One version of a secret, as the vault keeps it. Immutable. */
record StoredSecret(
        Secret secret, String version, Optional<Instant> created, Optional<Instant> expiry, Map<String, String> tags) {
    StoredSecret {
        tags = Map.copyOf(tags);
    }

    /** As it is used: spaces, line breaks and a byte order mark at its ends do not belong to it. */
    Secret trimmed() {
        return secret.trimmed();
    }
}
