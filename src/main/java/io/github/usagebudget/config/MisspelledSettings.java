package io.github.usagebudget.config;

import io.github.usagebudget.budget.ClosestName;
import io.github.usagebudget.budget.SafeText;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds variables that look like settings of this function and are none: a misspelled guard rail guards nothing. Stateless. */
final class MisspelledSettings {
    /** What only limits what may be done, or who may do it: without it the function would do more. */
    private static final List<String> PROTECTING = List.of("BUDGET_", "CALLER_");

    /** Without one of these the function falls back to a default, or says what is missing. */
    private static final List<String> OTHERS = List.of("PARTNER_CENTER_", "KEY_VAULT_");

    /** What the host resolves, in the triggers' annotations. */
    private static final Set<String> HOST_RESOLVED =
            Set.of("BUDGET_PLAN_SCHEDULE", "BUDGET_BATCH_QUEUE", "REFRESH_TOKEN_SCHEDULE");

    private static final Set<String> KNOWN = Stream.concat(
                    Arrays.stream(Setting.values()).map(Setting::name), HOST_RESOLVED.stream())
            .collect(Collectors.toUnmodifiableSet());

    /**
     * What others write: container platforms for a service called {@code budget}
     * (https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables), and azd for the vault that it made.
     */
    private static final Pattern FOREIGN = Pattern.compile(
            "KEY_VAULT_NAME|.*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT|PORT_\\d+_(TCP|UDP).*)", Pattern.DOTALL);

    private static final int LONGEST_NAME = 64;
    private static final int MOST_NAMES = 10;

    private MisspelledSettings() {}

    /** Each a sentence that names the variable and the closest setting; those that would have protected something. */
    static List<String> protecting(Settings settings) {
        return found(settings, PROTECTING);
    }

    /** The others. */
    static List<String> others(Settings settings) {
        return found(settings, OTHERS);
    }

    private static List<String> found(Settings settings, List<String> prefixes) {
        return settings.names().stream()
                .filter(name -> startsWithAny(prefixes, name)
                        && !KNOWN.contains(name)
                        && !FOREIGN.matcher(name).matches()
                        && settings.isSet(name))
                .distinct()
                .sorted()
                .limit(MOST_NAMES)
                .map(MisspelledSettings::sentence)
                .toList();
    }

    private static boolean startsWithAny(List<String> prefixes, String name) {
        for (var prefix : prefixes) if (name.regionMatches(true, 0, prefix, 0, prefix.length())) return true;
        return false;
    }

    private static String sentence(String name) {
        return SafeText.of(name, LONGEST_NAME) + " is not a setting. Did you mean "
                + ClosestName.nearest(name, KNOWN).orElseThrow() + "?";
    }
}
