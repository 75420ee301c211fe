package io.github.usagebudget.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Environment variables and system properties, exactly as they are: a secret can contain a dollar sign and a brace, which Quarkus would expand.
 * One update reads a dozen settings, and Quarkus would look through all its sources for each.
 */
final class Environment {
    /** The environment of a process does not change, so its names are filtered once. */
    private static final List<String> VARIABLES = settings(System.getenv().keySet());

    private Environment() {}

    /** {@code -D} takes precedence, unless it is empty: an empty value counts as unset and must not hide a stricter one. */
    static Optional<String> get(String name) {
        var property = System.getProperty(name);
        return Optional.ofNullable(property != null && !property.isBlank() ? property : System.getenv(name));
    }

    /** All names that are settings or look like one. */
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
