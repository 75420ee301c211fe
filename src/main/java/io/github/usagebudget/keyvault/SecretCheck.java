package io.github.usagebudget.keyvault;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Cloud;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.Settings.AppSecret;
import io.github.usagebudget.config.Settings.SecretSource;
import io.github.usagebudget.entra.AppSecrets;
import io.github.usagebudget.entra.AppSecrets.StoredSecret;
import io.github.usagebudget.readiness.ReadinessService.ReadinessCheck;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the needed secrets can be read, with their version and age, never their value. */
@Singleton
class SecretCheck implements ReadinessCheck {
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
                + stored.expiry().map(expiry -> ", to be used until " + expiry).orElse("")
                + "."
                + (isPadded(which, stored) ? " Spaces, line breaks or a byte order mark around it are left out." : "");
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
