package io.github.usagebudget.config;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.config.Settings.CallerAuth;
import io.github.usagebudget.config.Settings.SecretSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reads every setting once and lists all faults. Changes nothing. Stateless. */
public final class SettingsCheck {
    /** They must not be in another cloud. */
    private static final List<Setting<URI>> ADDRESSES =
            List.of(Setting.PARTNER_CENTER_BASE_URL, Setting.ENTRA_AUTHORITY_HOST, Setting.KEY_VAULT_URL);

    private SettingsCheck() {}

    /** What is wrong, missing or misspelled: each fault a sentence that names the setting. Empty if there is none. */
    public static List<String> faults(Settings settings) {
        var faults = new ArrayList<String>();
        for (var setting : Setting.values()) note(faults, () -> check(settings, setting));
        note(faults, settings::checkTimeLimit);
        // which secrets are needed depends on valid settings
        if (faults.isEmpty()) note(faults, () -> checkTogether(settings));
        faults.addAll(MisspelledSettings.protecting(settings));
        return faults;
    }

    /** Possible mistakes that fail nothing: variables that look like settings but are not. */
    public static List<String> warnings(Settings settings) {
        return MisspelledSettings.others(settings);
    }

    /** The valid guard rails that are set, each with its value, in the order of their declaration. */
    public static List<String> guardRails(Settings settings) {
        return Setting.GUARD_RAILS.stream()
                .filter(setting -> faults(settings, setting).isEmpty())
                .flatMap(setting -> settings.text(setting).map(value -> setting + " " + value).stream())
                .toList();
    }

    private static List<String> faults(Settings settings, Setting<?> setting) {
        var faults = new ArrayList<String>();
        note(faults, () -> check(settings, setting));
        return faults;
    }

    private static void check(Settings settings, Setting<?> setting) {
        // only needed with CALLER_AUTH=entra
        if (setting == Setting.CALLER_TENANT_ID) return;
        if (Setting.REQUIRED.contains(setting)) settings.get(setting);
        else settings.find(setting);
        for (var address : ADDRESSES)
            if (address == setting)
                settings.find(address).ifPresent(url -> Cloud.of(settings).checked(address, url));
    }

    private static void checkTogether(Settings settings) {
        if (settings.get(Setting.CALLER_AUTH) == CallerAuth.ENTRA) {
            settings.get(Setting.CALLER_TENANT_ID);
            settings.get(Setting.CALLER_AUDIENCE);
        }
        var needed = AppSecret.neededBy(settings);
        if (needed.isEmpty()) return;
        if (settings.get(Setting.SECRET_SOURCE) == SecretSource.KEY_VAULT) settings.get(Setting.KEY_VAULT_URL);
        else needed.forEach(secret -> settings.get(secret.value()));
    }

    private static void note(List<String> faults, Runnable check) {
        try {
            check.run();
        } catch (BudgetFailure fault) {
            // if the cloud is wrong, several settings are wrong for the same reason
            if (!faults.contains(fault.getMessage())) faults.add(fault.getMessage());
        }
    }
}
