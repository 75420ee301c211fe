package io.github.usagebudget.local;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of a local run: {@code -D} first, then the environment, then local.settings.json, then the simulated services. The
 * function finds them as system properties and environment variables.
 */
final class LocalSettings {
    /** A run with one of these settings uses the real services instead of the simulated ones. */
    private static final List<String> REAL = List.of("PARTNER_CENTER_TENANT_ID", "PARTNER_CENTER_CLIENT_ID");

    private static final List<String> ADDRESSES =
            List.of("PARTNER_CENTER_BASE_URL", "ENTRA_AUTHORITY_HOST", "KEY_VAULT_URL", "IDENTITY_ENDPOINT");

    /** The settings that the host resolves, with the values of local.settings.json.example. */
    static final Map<String, String> HOST = Map.of(
            "BUDGET_PLAN_SCHEDULE", "0 0 6 * * *",
            "BUDGET_PLAN_BLOB", "budgets/plan.json",
            "BUDGET_REPORT_BLOB", "budgets/reports/{DateTime}.json",
            "BUDGET_BATCH_QUEUE", "budget-batches",
            "REFRESH_TOKEN_SCHEDULE", "0 0 3 * * 0");

    private LocalSettings() {}

    /** Adds the settings of local.settings.json that neither -D nor the environment has. */
    static void addFile(SettingsFile file) {
        file.values().forEach(LocalSettings::add);
    }

    /** Adds the settings that have no value yet. */
    static void addDefaults(Map<String, String> settings) {
        settings.forEach(LocalSettings::add);
    }

    /** Returns whether the settings name a real tenant or app. */
    static boolean namesRealTenant() {
        return REAL.stream().anyMatch(name -> get(name).isPresent());
    }

    /** The settings that name a real service. If there are none, the run cannot change anything real. */
    static List<String> explicitTargets() {
        return Stream.concat(REAL.stream(), ADDRESSES.stream())
                .filter(name -> get(name).isPresent())
                .toList();
    }

    /** Runs an action with these settings, which override all others, and restores the previous settings. */
    static <T> T with(Map<String, String> settings, SettingsAction<T> action) throws IOException, InterruptedException {
        var before = new HashMap<String, String>();
        settings.forEach((name, value) -> before.put(name, System.setProperty(name, value)));
        try {
            return action.run();
        } finally {
            before.forEach((name, value) -> {
                if (value == null) System.clearProperty(name);
                else System.setProperty(name, value);
            });
        }
    }

    /** An action that makes HTTP requests. */
    @FunctionalInterface
    interface SettingsAction<T> {
        T run() throws IOException, InterruptedException;
    }

    private static void add(String name, String value) {
        if (!value.isBlank() && get(name).isEmpty()) System.setProperty(name, value);
    }

    /** The value of -D, or else of the environment. A blank value counts as not set. */
    static Optional<String> get(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank()));
    }
}
