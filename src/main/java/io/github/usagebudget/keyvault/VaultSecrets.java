package io.github.usagebudget.keyvault;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.Settings.AppSecret;
import io.github.usagebudget.entra.AppSecrets;
import io.github.usagebudget.entra.AppSecrets.Secret;
import io.github.usagebudget.entra.AppSecrets.StoredSecret;
import io.github.usagebudget.http.CachedValue;
import io.github.usagebudget.http.CachedValue.Cached;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The app's secrets, from the vault or, on a laptop, from the environment ({@code SECRET_SOURCE}). Secrets from the vault are cached, and used for
 * another hour if the vault is down. The refresh token is the only one that the function stores. Thread-safe.
 */
@Singleton
class VaultSecrets implements AppSecrets {
    private static final Duration USABLE_WHILE_VAULT_IS_DOWN = Duration.ofHours(1);

    private final Settings settings;
    private final VaultClient vault;
    private final Clock clock;
    private final Map<AppSecret, CachedValue<Secret>> cache = new EnumMap<>(AppSecret.class);

    VaultSecrets(Settings settings, VaultClient vault, Clock clock, Ticker ticker) {
        this.settings = settings;
        this.vault = vault;
        this.clock = clock;
        for (var secret : AppSecret.values()) cache.put(secret, new CachedValue<>(clock, ticker));
    }

    @Override
    public Secret get(AppSecret which, Deadline deadline) {
        return switch (settings.get(Setting.SECRET_SOURCE)) {
            case KEY_VAULT -> cache.get(which).get(deadline, () -> fromVault(which, deadline));
            case ENVIRONMENT -> fromEnvironment(which);
        };
    }

    @Override
    public void refused(AppSecret which, Secret refused) {
        cache.get(which).forget(refused);
    }

    @Override
    public StoredSecret storedRefreshToken(Deadline deadline) {
        return stored(AppSecret.REFRESH_TOKEN, deadline);
    }

    @Override
    public String replaceRefreshToken(StoredSecret found, Secret next, Instant expiry, Deadline deadline) {
        var tags = new HashMap<>(found.tags());
        tags.putAll(Map.of(
                "renewedBy", "usage-budget-function",
                "renewedAt", clock.instant().toString(),
                "clientId", settings.get(Setting.PARTNER_CENTER_CLIENT_ID)));
        return vault.store(settings.get(AppSecret.REFRESH_TOKEN.vaultName()), next, expiry, tags, deadline);
    }

    private Cached<Secret> fromVault(AppSecret which, Deadline deadline) {
        var timeToLive = settings.get(Setting.KEY_VAULT_SECRET_TTL);
        var stored = stored(which, deadline);
        var freshUntil = clock.instant().plus(timeToLive);
        return new Cached<>(stored.secret().trimmed(), freshUntil, freshUntil.plus(USABLE_WHILE_VAULT_IS_DOWN));
    }

    private StoredSecret stored(AppSecret which, Deadline deadline) {
        return vault.secret(settings.get(which.vaultName()), deadline);
    }

    private Secret fromEnvironment(AppSecret which) {
        if (settings.find(Setting.WEBSITE_INSTANCE_ID).isPresent())
            throw Settings.misconfigured(
                    Setting.SECRET_SOURCE,
                    "must be key-vault in Azure: too many people can read the environment there.");
        var secret = new Secret(settings.get(which.value())).trimmed();
        if (secret.value().isEmpty()) throw Settings.misconfigured(which.value(), "has only blank characters.");
        return secret;
    }
}
