package io.github.usagebudget.config;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.config.Settings.AppSecret;
import io.github.usagebudget.config.Settings.CallerAuth;
import io.github.usagebudget.config.Settings.SecretSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
                .flatMap(setting -> settings
                        .text(setting)
                        .filter(value -> setting.parse(value).isPresent())
                        .map(value -> setting + " " + value)
                        .stream())
                .toList();
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

    /**
     * The platform's limit for a function without an HTTP request. A function that reaches it takes down the whole worker, with every call in it, so
     * a plan run must end well before. Sources: https://learn.microsoft.com/azure/azure-functions/functions-host-json
     * (functionTimeout) and docs/partner-center.md, "Host, timers, blobs and queues". Stateless.
     */
    static final class FunctionTimeout {
        /** Takes precedence over the value in host.json. */
        static final String NAME = "AzureFunctionsJobHost__functionTimeout";

        /** As deployed with this function. */
        static final Duration OF_HOST_JSON = Duration.ofMinutes(5);
        /** For the report, and for customers that are being worked on. */
        private static final Duration RESERVE = Duration.ofSeconds(30);

        /** A .NET time span: days, hours, minutes, seconds. */
        private static final Pattern TIME_SPAN =
                Pattern.compile("(?:(\\d{1,5})\\.)?(\\d{1,2}):([0-5]?\\d):([0-5]?\\d)(?:\\.\\d{1,7})?");

        private FunctionTimeout() {}

        /** @param value of {@value #NAME}; empty if it is not set */
        static void check(Optional<String> value, Duration limit) {
            // -1 means no limit
            if (value.filter("-1"::equals).isPresent()) return;
            var timeout = value.isEmpty() ? Optional.of(OF_HOST_JSON) : parse(value.get());
            if (timeout.isEmpty())
                throw Settings.misconfigured(
                        Setting.BUDGET_PLAN_TIME_LIMIT,
                        "cannot be compared with " + NAME + ", which must be a time span such as 00:30:00.");
            if (timeout.get().minus(RESERVE).compareTo(limit) < 0)
                throw Settings.misconfigured(
                        Setting.BUDGET_PLAN_TIME_LIMIT,
                        "must be at least " + RESERVE.toSeconds()
                                + " s less than the platform's functionTimeout, which is "
                                + timeout.get().toSeconds() + " s: lower it, or raise " + NAME + ".");
        }

        private static Optional<Duration> parse(String text) {
            var span = TIME_SPAN.matcher(text);
            if (!span.matches()) return Optional.empty();
            var days = span.group(1) == null ? 0 : Long.parseLong(span.group(1));
            return Optional.of(Duration.ofDays(days)
                    .plusHours(Long.parseLong(span.group(2)))
                    .plusMinutes(Long.parseLong(span.group(3)))
                    .plusSeconds(Long.parseLong(span.group(4))));
        }
    }
}
