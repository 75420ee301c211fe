package io.github.usagebudget.config;

import io.github.usagebudget.budget.BudgetFailure;
import java.util.ArrayList;
import java.util.List;

/** Reads every setting once, as those would who need it, and tells all that is wrong with them. Changes nothing. Stateless. */
public final class SettingsCheck {
    private SettingsCheck() {}

    /** What is wrong, missing or misspelled, each as a sentence that names the setting; empty if all is well. */
    public static List<String> faults(Settings settings) {
        var faults = new ArrayList<String>();
        for (var setting : Setting.values()) note(faults, () -> check(settings, setting));
        note(faults, settings::checkTimeLimit);
        // which secrets are needed can be said only where these are right
        if (faults.isEmpty()) note(faults, () -> checkTogether(settings));
        faults.addAll(MisspelledSettings.protecting(settings));
        return faults;
    }

    /** What may be a mistake, and stops nothing: variables that look like settings and are none. */
    public static List<String> warnings(Settings settings) {
        return MisspelledSettings.others(settings);
    }

    /** The guard rails that are set and can be read, each with its value, in the order of their declaration. */
    public static List<String> guardRails(Settings settings) {
        return Setting.GUARD_RAILS.stream()
                .filter(setting -> faults(settings, setting).isEmpty())
                .flatMap(setting -> settings.text(setting).map(value -> setting + " " + value).stream())
                .toList();
    }

    private static List<String> faults(Settings settings, Setting setting) {
        var faults = new ArrayList<String>();
        note(faults, () -> check(settings, setting));
        return faults;
    }

    private static void check(Settings settings, Setting setting) {
        switch (setting) {
            case PARTNER_CENTER_TENANT_ID, PARTNER_CENTER_CLIENT_ID -> settings.required(setting);
            case PARTNER_CENTER_CLOUD -> settings.choice(setting, Cloud.class);
            case PARTNER_CENTER_GRANT -> settings.choice(setting, Grant.class);
            case PARTNER_CENTER_CREDENTIAL -> settings.choice(setting, Credential.class);
            case SECRET_SOURCE -> settings.choice(setting, SecretSource.class);
            case CALLER_AUTH -> settings.choice(setting, CallerAuth.class);
            case PARTNER_CENTER_DEADLINE, PARTNER_CENTER_TIMEOUT, KEY_VAULT_SECRET_TTL, BUDGET_PLAN_TIME_LIMIT ->
                settings.duration(setting);
            case PARTNER_CENTER_ATTEMPTS -> settings.count(setting, Settings.MOST_ATTEMPTS);
            case BUDGET_PLAN_CONCURRENCY -> settings.count(setting, Settings.MOST_AT_ONCE);
            case BUDGET_PLAN_DRY_RUN -> settings.flag(setting);
            case BUDGET_PLAN_FAN_OUT -> settings.threshold(setting);
            case BUDGET_MAX_AMOUNT, BUDGET_MAX_INCREASE_PERCENT, BUDGET_PLAN_MAX_TOTAL -> settings.number(setting);
            case BUDGET_PLAN_MAX_REMOVALS -> settings.wholeNumber(setting);
            case PARTNER_CENTER_BASE_URL, ENTRA_AUTHORITY_HOST, KEY_VAULT_URL -> {
                if (settings.text(setting).isPresent()) Cloud.of(settings).checked(setting, settings.url(setting));
            }
            case IDENTITY_ENDPOINT -> {
                if (settings.text(setting).isPresent()) settings.platformUrl(setting);
            }
            case KEY_VAULT_CLIENT_SECRET_NAME, KEY_VAULT_CLIENT_CERTIFICATE_NAME, KEY_VAULT_REFRESH_TOKEN_NAME ->
                settings.secretName(setting);
            case BUDGET_PLAN_BLOB, BUDGET_REPORT_BLOB -> settings.blob(setting);
            case PARTNER_CENTER_CLIENT_SECRET,
                    PARTNER_CENTER_CLIENT_CERTIFICATE,
                    PARTNER_CENTER_REFRESH_TOKEN,
                    CALLER_TENANT_ID,
                    CALLER_AUDIENCE,
                    CALLER_ROLE,
                    AZURE_CLIENT_ID,
                    IDENTITY_HEADER,
                    WEBSITE_INSTANCE_ID -> settings.text(setting);
        }
    }

    private static void checkTogether(Settings settings) {
        if (settings.choice(Setting.CALLER_AUTH, CallerAuth.class) == CallerAuth.ENTRA) {
            settings.guid(Setting.CALLER_TENANT_ID);
            settings.required(Setting.CALLER_AUDIENCE);
        }
        var credential = settings.choice(Setting.PARTNER_CENTER_CREDENTIAL, Credential.class);
        var withUser = settings.choice(Setting.PARTNER_CENTER_GRANT, Grant.class) == Grant.APP_AND_USER;
        if (settings.choice(Setting.SECRET_SOURCE, SecretSource.class) == SecretSource.KEY_VAULT) {
            if (withUser || credential != Credential.MANAGED_IDENTITY) settings.required(Setting.KEY_VAULT_URL);
            return;
        }
        if (credential == Credential.CLIENT_SECRET) settings.required(Setting.PARTNER_CENTER_CLIENT_SECRET);
        if (credential == Credential.CERTIFICATE) settings.required(Setting.PARTNER_CENTER_CLIENT_CERTIFICATE);
        if (withUser) settings.required(Setting.PARTNER_CENTER_REFRESH_TOKEN);
    }

    private static void note(List<String> faults, Runnable check) {
        try {
            check.run();
        } catch (BudgetFailure fault) {
            // several settings are wrong for the same reason where the cloud is
            if (!faults.contains(fault.getMessage())) faults.add(fault.getMessage());
        }
    }
}
