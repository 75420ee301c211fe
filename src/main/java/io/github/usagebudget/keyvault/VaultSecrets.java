package io.github.usagebudget.keyvault;

import static io.github.usagebudget.config.Setting.KEY_VAULT_CLIENT_SECRET_NAME;
import static io.github.usagebudget.config.Setting.KEY_VAULT_SECRET_TTL;
import static io.github.usagebudget.config.Setting.PARTNER_CENTER_CLIENT_SECRET;
import static io.github.usagebudget.config.Setting.SECRET_SOURCE;
import static io.github.usagebudget.config.Setting.WEBSITE_INSTANCE_ID;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.AppSecrets;
import io.github.usagebudget.entra.Secret;
import io.github.usagebudget.remote.Remembered;
import io.github.usagebudget.remote.Remembered.Lease;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/**
 * The app's secrets from where {@code SECRET_SOURCE} says: the vault, remembered for a while and in need for an hour while it is
 * down, or on a laptop the environment. Thread-safe.
 */
@Singleton
class VaultSecrets implements AppSecrets {
    private static final Duration USABLE_WHILE_VAULT_IS_DOWN = Duration.ofHours(1);

    private final Settings settings;
    private final KeyVault vault;
    private final Clock clock;
    private final Remembered<Secret> clientSecret;

    VaultSecrets(Settings settings, KeyVault vault, Clock clock) {
        this.settings = settings;
        this.vault = vault;
        this.clock = clock;
        this.clientSecret = new Remembered<>(clock);
    }

    @Override
    public Secret clientSecret(Deadline deadline) {
        return switch (settings.choice(SECRET_SOURCE, Source.class)) {
            case KEY_VAULT -> clientSecret.get(() -> fromVault(deadline));
            case ENVIRONMENT -> fromEnvironment();
        };
    }

    @Override
    public void clientSecretRefused(Secret refused) {
        clientSecret.forget(refused);
    }

    private Lease<Secret> fromVault(Deadline deadline) {
        var timeToLive = settings.duration(KEY_VAULT_SECRET_TTL);
        var secret = vault.secret(settings.required(KEY_VAULT_CLIENT_SECRET_NAME), deadline);
        var freshUntil = clock.instant().plus(timeToLive);
        return new Lease<>(secret, freshUntil, freshUntil.plus(USABLE_WHILE_VAULT_IS_DOWN));
    }

    private Secret fromEnvironment() {
        if (settings.text(WEBSITE_INSTANCE_ID).isPresent())
            throw Settings.misconfigured(
                    SECRET_SOURCE, "must be key-vault in Azure: an environment there is readable by too many.");
        return new Secret(settings.required(PARTNER_CENTER_CLIENT_SECRET));
    }

    private enum Source {
        KEY_VAULT,
        ENVIRONMENT
    }
}
