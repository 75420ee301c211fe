package io.github.usagebudget.budget;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelled one was probably meant as. Stateless. */
public final class ClosestName {
    /** A longer text is not a misspelled name, and comparing it would cost time. */
    private static final int LONGEST = 64;

    private static final int SHORT = 4;

    private ClosestName() {}

    /**
     * The name with the fewest slips (a character missing, added, replaced, or swapped with the next), ignoring letter case: at most two, or one in a
     * short name. Empty if no name is that close.
     */
    public static Optional<String> of(String misspelled, Collection<String> names) {
        if (misspelled.length() > LONGEST) return Optional.empty();
        var most = misspelled.length() > SHORT ? 2 : 1;
        return nearest(misspelled, names).filter(name -> slips(misspelled, name) <= most);
    }

    /** The name with the fewest slips, without a limit. */
    public static Optional<String> nearest(String misspelled, Collection<String> names) {
        var text = misspelled.substring(0, Math.min(misspelled.length(), LONGEST));
        return names.stream()
                .min(Comparator.<String>comparingInt(name -> slips(text, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The optimal string alignment distance (https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance). */
    private static int slips(String one, String other) {
        var a = one.toLowerCase(Locale.ROOT);
        var b = other.toLowerCase(Locale.ROOT);
        var slips = new int[a.length() + 1][b.length() + 1];
        for (var i = 0; i <= a.length(); i++) slips[i][0] = i;
        for (var j = 0; j <= b.length(); j++) slips[0][j] = j;
        for (var i = 1; i <= a.length(); i++) {
            for (var j = 1; j <= b.length(); j++) {
                var same = a.charAt(i - 1) == b.charAt(j - 1);
                slips[i][j] =
                        Math.min(Math.min(slips[i - 1][j], slips[i][j - 1]) + 1, slips[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1))
                    slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
            }
        }
        return slips[a.length()][b.length()];
    }

    /**
     * The detail of a fault for a name that is not known.
     *
     * @param known the valid names, from which the closest one is suggested
     */
    public static String unknown(String name, Collection<String> known) {
        return of(name, known)
                .map(meant -> meant.equalsIgnoreCase(name) ? ": write " + meant : ": did you mean " + meant + "?")
                .map("is not known"::concat)
                .orElse("is not known");
    }
}
