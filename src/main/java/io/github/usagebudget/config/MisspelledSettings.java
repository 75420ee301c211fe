package io.github.usagebudget.config;

import io.github.usagebudget.budget.ClosestName;
import io.github.usagebudget.budget.SafeText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds variables that look like settings of this function but are not: a misspelled guard rail protects nothing. Stateless. */
final class MisspelledSettings {
    /** These limit what can be done, or who can do it: without them the function would do more. */
    private static final List<String> PROTECTING = List.of("BUDGET_", "CALLER_");

    /** Without one of these the function uses a default, or reports what is missing. */
    private static final List<String> OTHERS = List.of("PARTNER_CENTER_", "KEY_VAULT_");

    /** Resolved by the host in the triggers' annotations. */
    private static final List<String> HOST_RESOLVED =
            List.of("BUDGET_PLAN_SCHEDULE", "BUDGET_BATCH_QUEUE", "REFRESH_TOKEN_SCHEDULE");

    private static final Set<String> KNOWN = known();

    private static final int LONGEST_NAME = 64;
    private static final int MOST_NAMES = 10;

    /** A class of its own, so that the pattern is compiled only if there is something to compare. */
    private static final class Foreign {
        /**
         * Variables of other origin: container platforms write them for a service called {@code budget}
         * (https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables), and azd for the vault that it created.
         */
        private static final Pattern NAME = Pattern.compile(
                "KEY_VAULT_NAME|.*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT|PORT_\\d+_(TCP|UDP).*)", Pattern.DOTALL);
    }

    private MisspelledSettings() {}

    /** Variables that might have been meant as a protection; each a sentence that names the variable and the closest setting. */
    static List<String> protecting(Settings settings) {
        return found(settings, PROTECTING);
    }

    /** The others. */
    static List<String> others(Settings settings) {
        return found(settings, OTHERS);
    }

    /** Whether a name is a setting, or might have been meant as one. */
    static boolean looksLikeSetting(String name) {
        return startsWithAny(PROTECTING, name) || startsWithAny(OTHERS, name);
    }

    /** Runs for every call that can write, so it avoids streams. */
    private static List<String> found(Settings settings, List<String> prefixes) {
        var found = new TreeSet<String>();
        for (var name : settings.names())
            if (startsWithAny(prefixes, name) && !KNOWN.contains(name) && isMisspelled(settings, name)) found.add(name);
        var sentences = new ArrayList<String>();
        for (var name : found) if (sentences.size() < MOST_NAMES) sentences.add(sentence(name));
        return sentences;
    }

    private static boolean isMisspelled(Settings settings, String name) {
        return settings.isSet(name) && !Foreign.NAME.matcher(name).matches();
    }

    private static boolean startsWithAny(List<String> prefixes, String name) {
        for (var prefix : prefixes) if (name.regionMatches(true, 0, prefix, 0, prefix.length())) return true;
        return false;
    }

    private static Set<String> known() {
        var known = new HashSet<>(HOST_RESOLVED);
        for (var setting : Setting.values()) known.add(setting.name());
        return known;
    }

    private static String sentence(String name) {
        return SafeText.of(name, LONGEST_NAME) + " is not a setting. Did you mean "
                + ClosestName.nearest(name, KNOWN).orElseThrow() + "?";
    }
}
