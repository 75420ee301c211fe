package io.github.usagebudget.readiness;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.config.Address;
import io.github.usagebudget.http.AskedHosts;
import io.github.usagebudget.readiness.ReadinessService.Readiness.Check;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
        return Readiness.of(results);
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

        static Readiness of(List<Check> checks) {
            return new Readiness(checks.stream().allMatch(Check::ok), List.copyOf(checks));
        }
    }
}
