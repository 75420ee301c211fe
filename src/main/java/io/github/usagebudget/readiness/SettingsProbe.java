package io.github.usagebudget.readiness;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.SettingsCheck;
import jakarta.inject.Singleton;

/** All that is wrong with the settings, not only the first. */
@Singleton
class SettingsProbe implements Probe {
    private final Settings settings;

    SettingsProbe(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Subject subject() {
        return Subject.SETTINGS;
    }

    @Override
    public String look(Deadline deadline) {
        var faults = SettingsCheck.faults(settings);
        if (!faults.isEmpty()) throw BudgetFailure.of(MISCONFIGURED, String.join(" ", faults));
        return "All settings can be read: cloud " + settings.required(Setting.PARTNER_CENTER_CLOUD) + ", grant "
                + settings.required(Setting.PARTNER_CENTER_GRANT) + ", credential "
                + settings.required(Setting.PARTNER_CENTER_CREDENTIAL) + ", secrets from "
                + settings.required(Setting.SECRET_SOURCE) + ".";
    }
}
