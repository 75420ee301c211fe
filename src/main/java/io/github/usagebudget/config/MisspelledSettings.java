package io.github.usagebudget.config;

import io.github.usagebudget.budget.ClosestName;
import io.github.usagebudget.budget.SafeText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds variables that look like settings of this function and are none: a misspelled guard rail guards nothing. Stateless. */
final class MisspelledSettings {
    /** What only limits what may be done, or who may do it: without it the function would do more. */
    private static final List<String> PROTECTING = List.of("BUDGET_", "CALLER_");

    /** Without one of these the function falls back to a default, or says what is missing. */
    private static final List<String> OTHERS = List.of("PARTNER_CENTER_", "KEY_VAULT_");

    /** What the host resolves, in the triggers' annotations. */
    private static final List<String> HOST_RESOLVED =
            List.of("BUDGET_PLAN_SCHEDULE", "BUDGET_BATCH_QUEUE", "REFRESH_TOKEN_SCHEDULE");

    private static final Set<String> KNOWN = known();

    private static final int LONGEST_NAME = 64;
    private static final int MOST_NAMES = 10;

    /** Loaded only if there is something to compare. */
    private static final class Foreign {
        /**
         * What others write: container platforms for a service called {@code budget}
         * (https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables), and azd for the vault that it made.
         */
        private static final Pattern NAME = Pattern.compile(
                "KEY_VAULT_NAME|.*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT|PORT_\\d+_(TCP|UDP).*)", Pattern.DOTALL);
    }

    private MisspelledSettings() {}

    /** Each a sentence that names the variable and the closest setting; those that would have protected something. */
    static List<String> protecting(Settings settings) {
        return found(settings, PROTECTING);
    }

    /** The others. */
    static List<String> others(Settings settings) {
        return found(settings, OTHERS);
    }

    /** Whether a name is a setting's, or might have been meant to be. */
    static boolean looksLikeSetting(String name) {
        return startsWithAny(PROTECTING, name) || startsWithAny(OTHERS, name);
    }

    /** Asked for every call that may write. */
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
