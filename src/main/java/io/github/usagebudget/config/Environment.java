package io.github.usagebudget.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the process was given, word for word: a secret may well contain a dollar sign and a brace. Asked of the JDK, because one update reads
 * a dozen settings, and Quarkus would look through all its sources for each.
 */
final class Environment {
    /** A process cannot change what it was given, so they are looked through once. */
    private static final List<String> VARIABLES = settings(System.getenv().keySet());

    private Environment() {}

    /** {@code -D} comes first, unless it is empty: that is unset, and must not hide a stricter value. */
    static Optional<String> get(String name) {
        var property = System.getProperty(name);
        return Optional.ofNullable(property != null && !property.isBlank() ? property : System.getenv(name));
    }

    /** Of all that can be asked for: what is a setting, or looks like one. */
    static List<String> names() {
        var names = settings(System.getProperties().keySet());
        names.addAll(VARIABLES);
        return names;
    }

    private static List<String> settings(Set<?> names) {
        var found = new ArrayList<String>();
        for (var name : names) if (MisspelledSettings.looksLikeSetting(name.toString())) found.add(name.toString());
        return found;
    }
}
