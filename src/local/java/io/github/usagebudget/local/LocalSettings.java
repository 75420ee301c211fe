package io.github.usagebudget.local;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the settings of a local run come from: {@code -D}, then the environment, then local.settings.json, then the simulated
 * neighbours. What the function finds in the end are environment variables and system properties, as in Azure.
 */
final class LocalSettings {
    /** Whoever names a tenant or an app means the real thing: then no simulated neighbour answers in its place. */
    private static final List<String> REAL = List.of("PARTNER_CENTER_TENANT_ID", "PARTNER_CENTER_CLIENT_ID");

    private static final List<String> ADDRESSES =
            List.of("PARTNER_CENTER_BASE_URL", "ENTRA_AUTHORITY_HOST", "KEY_VAULT_URL", "IDENTITY_ENDPOINT");

    /** What the host itself needs set, as in local.settings.json.example. */
    static final Map<String, String> HOST = Map.of(
            "BUDGET_PLAN_SCHEDULE", "0 0 6 * * *",
            "BUDGET_PLAN_BLOB", "budgets/plan.json",
            "BUDGET_REPORT_BLOB", "budgets/reports/{DateTime}.json",
            "BUDGET_BATCH_QUEUE", "budget-batches",
            "REFRESH_TOKEN_SCHEDULE", "0 0 3 * * 0");

    private LocalSettings() {}

    /** Adds what local.settings.json holds, where neither -D nor the environment says it. */
    static void addFile(SettingsFile file) {
        file.values().forEach(LocalSettings::add);
    }

    /** Adds the simulated neighbours' addresses, where nothing else says them. */
    static void addSimulated(Map<String, String> settings) {
        settings.forEach(LocalSettings::add);
    }

    /** Whether a real tenant or app was named. */
    static boolean namesRealTenant() {
        return REAL.stream().anyMatch(name -> get(name).isPresent());
    }

    /** The settings that name a neighbour other than the simulated one; where there is none, nothing real can be written. */
    static List<String> explicitTargets() {
        return Stream.concat(REAL.stream(), ADDRESSES.stream())
                .filter(name -> get(name).isPresent())
                .toList();
    }

    /** What {@code work} gives while these are in force, whatever else says. */
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

    /** Something done through HTTP. */
    @FunctionalInterface
    interface SettingsAction<T> {
        T run() throws IOException, InterruptedException;
    }

    private static void add(String name, String value) {
        if (!value.isBlank() && get(name).isEmpty()) System.setProperty(name, value);
    }

    /** What -D or else the environment says; an empty value is an unset one. */
    static Optional<String> get(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank()));
    }
}
