package io.github.usagebudget.readiness;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.SettingsCheck;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists all faults of the settings, and the guard rails in force. */
@Singleton
class SettingsReadinessCheck implements ReadinessCheck {
    private final Settings settings;

    SettingsReadinessCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Subject subject() {
        return Subject.SETTINGS;
    }

    @Override
    public String look(Deadline deadline) {
        var faults = SettingsCheck.faults(settings);
        var warnings = SettingsCheck.warnings(settings);
        if (!faults.isEmpty()) throw BudgetFailure.of(MISCONFIGURED, sentences(faults, warnings));
        return sentences(
                List.of("All settings can be read: cloud " + settings.required(Setting.PARTNER_CENTER_CLOUD)
                        + ", grant "
                        + settings.required(Setting.PARTNER_CENTER_GRANT) + ", credential "
                        + settings.required(Setting.PARTNER_CENTER_CREDENTIAL) + ", secrets from "
                        + settings.required(Setting.SECRET_SOURCE) + "."),
                warnings);
    }

    private String guardRails() {
        var inForce = SettingsCheck.guardRails(settings);
        return inForce.isEmpty()
                ? "No guard rail is in force."
                : "Guard rails in force: " + String.join(", ", inForce) + ".";
    }

    private String sentences(List<String> found, List<String> warnings) {
        return Stream.of(found.stream(), Stream.of(guardRails()), warnings.stream())
                .flatMap(sentences -> sentences)
                .collect(Collectors.joining(" "));
    }
}
