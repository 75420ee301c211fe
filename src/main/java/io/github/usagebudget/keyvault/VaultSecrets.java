package io.github.usagebudget.keyvault;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.Settings.AppSecret;
import io.github.usagebudget.config.Settings.SecretSource;
import io.github.usagebudget.entra.AppSecrets;
import io.github.usagebudget.entra.AppSecrets.Secret;
import io.github.usagebudget.entra.AppSecrets.StoredSecret;
import io.github.usagebudget.http.CachedValue;
import io.github.usagebudget.http.CachedValue.Cached;
import io.github.usagebudget.readiness.ReadinessService.ReadinessCheck;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

    /** Whether the needed secrets can be read, with their version and age, never their value. */
    @Singleton
    static class SecretCheck implements ReadinessCheck {
        private final Settings settings;
        private final VaultClient vault;
        private final AppSecrets secrets;
        private final Clock clock;

        SecretCheck(Settings settings, VaultClient vault, AppSecrets secrets, Clock clock) {
            this.settings = settings;
            this.vault = vault;
            this.secrets = secrets;
            this.clock = clock;
        }

        @Override
        public Subject subject() {
            return Subject.SECRET;
        }

        @Override
        public String look(Deadline deadline) {
            var needed = AppSecret.neededBy(settings);
            if (needed.isEmpty()) return "Not needed: the managed identity itself is the credential.";
            return needed.stream().map(secret -> found(secret, deadline)).collect(Collectors.joining(" "));
        }

        @Override
        public List<URI> asks() {
            return AppSecret.neededBy(settings).isEmpty() || isFromEnvironment()
                    ? List.of()
                    : List.of(Cloud.of(settings).vault(settings));
        }

        private boolean isFromEnvironment() {
            return settings.get(Setting.SECRET_SOURCE) == SecretSource.ENVIRONMENT;
        }

        private String found(AppSecret which, Deadline deadline) {
            if (isFromEnvironment()) {
                secrets.get(which, deadline);
                return which.value() + " is set.";
            }
            // not from the cache: the check is whether the secret can be read now
            var stored = vault.secret(settings.get(which.vaultName()), deadline);
            return "The vault gives " + settings.get(which.vaultName()) + ", version " + stored.version()
                    + stored.created()
                            .map(created -> ", " + days(Duration.between(created, clock.instant())) + " old")
                            .orElse("")
                    + stored.expiry()
                            .map(expiry -> ", to be used until " + expiry)
                            .orElse("")
                    + "."
                    + (isPadded(which, stored)
                            ? " Spaces, line breaks or a byte order mark around it are left out."
                            : "");
        }

        /** A certificate can end in a line break. */
        private static boolean isPadded(AppSecret which, StoredSecret stored) {
            return which != AppSecret.CLIENT_CERTIFICATE
                    && !stored.secret().trimmed().equals(stored.secret());
        }

        private static String days(Duration age) {
            return age.toDays() == 1 ? "1 day" : age.toDays() + " days";
        }
    }
}
