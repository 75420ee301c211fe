package io.github.usagebudget.keyvault;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.AppSecrets.Secret;
import io.github.usagebudget.entra.RefreshTokens;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The user's refresh token in the vault, the only secret that the function stores. Thread-safe. */
@Singleton
class VaultRefreshTokens implements RefreshTokens {
    private final Settings settings;
    private final VaultClient vault;
    private final Clock clock;

    VaultRefreshTokens(Settings settings, VaultClient vault, Clock clock) {
        this.settings = settings;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public StoredRefreshToken current(Deadline deadline) {
        var stored = vault.secret(name(), deadline);
        var age = stored.created().map(created -> Duration.between(created, clock.instant()));
        return new StoredRefreshToken(stored.trimmed(), age, stored.tags());
    }

    @Override
    public String replace(StoredRefreshToken found, Secret next, Instant expiry, Deadline deadline) {
        var tags = new HashMap<>(found.tags());
        tags.putAll(Map.of(
                "renewedBy", "usage-budget-function",
                "renewedAt", clock.instant().toString(),
                "clientId", settings.get(Setting.PARTNER_CENTER_CLIENT_ID)));
        return vault.store(name(), next, expiry, tags, deadline);
    }

    private String name() {
        return settings.get(Setting.KEY_VAULT_REFRESH_TOKEN_NAME);
    }
}
