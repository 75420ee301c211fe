package io.github.usagebudget.readiness;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.TextForms;
import io.github.usagebudget.config.Cloud.Address;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.config.SettingsCheck;
import io.github.usagebudget.http.RestClients.AskedHosts;
import io.github.usagebudget.readiness.ReadinessService.Readiness.Check;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the checks one after the other. Those after a failed one are not tried, because they would fail as well. Thread-safe. */
@Singleton
public class ReadinessService {
    private final List<ReadinessCheck> checks;

    ReadinessService(@All List<ReadinessCheck> checks) {
        this.checks = checks.stream()
                .sorted(Comparator.comparing(ReadinessCheck::subject))
                .toList();
    }

    public Readiness examine(Deadline deadline) {
        var results = new ArrayList<Check>();
        for (var check : checks) {
            var failed = results.stream().filter(result -> !result.ok()).findFirst();
            results.add(
                    failed.isPresent()
                            ? new Check(
                                    check.subject().written(),
                                    false,
                                    "Not tried, because " + failed.get().name() + " is not in order.")
                            : look(check, deadline));
        }
        return new Readiness(results.stream().allMatch(Check::ok), List.copyOf(results));
    }

    private static Check look(ReadinessCheck check, Deadline deadline) {
        var name = check.subject().written();
        var reached = AskedHosts.start();
        try {
            return new Check(name, true, check.look(deadline) + asked(check, reached));
        } catch (BudgetFailure failure) {
            return new Check(name, false, failure.getMessage() + asked(check, reached));
        } catch (RuntimeException fault) {
            // only its type: a message can quote what was sent
            return new Check(name, false, "Internal error: " + fault.getClass().getName() + ".");
        } finally {
            AskedHosts.stop();
        }
    }

    /** Those hosts of the check to which a request was sent: it can fail before, or need none. */
    private static String asked(ReadinessCheck check, Set<URI> reached) {
        if (reached.isEmpty()) return "";
        try {
            var hosts = check.asks().stream()
                    .map(address -> new Address(address).host())
                    .distinct()
                    .filter(host -> reached.stream()
                            .anyMatch(address -> new Address(address).host().equals(host)))
                    .collect(Collectors.joining(", "));
            return hosts.isEmpty() ? "" : " Asked: " + hosts + ".";
        } catch (BudgetFailure failure) {
            // a wrong setting, which the check itself names
            return "";
        }
    }

    /** Whether an update has everything that it needs. Immutable. */
    public record Readiness(boolean ready, List<Check> checks) {
        /** The result of one check; {@code detail} says what was found, or what to do. */
        public record Check(String name, boolean ok, String detail) {}
    }

    /** Checks one thing that an update needs. Changes nothing and shows no secret. Safe for use by many threads. */
    public interface ReadinessCheck {
        /** What is checked, in this order: each depends on those before it. */
        enum Subject {
            SETTINGS,
            IDENTITY,
            SECRET,
            TOKEN,
            PARTNER_CENTER;

            /** The name in the answer, such as {@code partner-center}. */
            public String written() {
                return TextForms.kebabCase(this);
            }
        }

        Subject subject();

        /**
         * Checks it, and returns what was found as a sentence for an operator.
         *
         * @throws BudgetFailure if something is wrong; its message says what to do
         */
        String look(Deadline deadline);

        /** The addresses that {@link #look} asks with the current settings, if it gets that far. */
        default List<URI> asks() {
            return List.of();
        }
    }

    /** Lists all faults of the settings, and the guard rails in force. */
    @Singleton
    static class SettingsReadinessCheck implements ReadinessCheck {
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
}
