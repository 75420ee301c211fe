package io.github.usagebudget.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the process was given, word for word: a secret may well contain a dollar sign and a brace. Asked of the JDK, because one update reads
 * a dozen settings, and Quarkus would look through all its sources for each.
 */
final class Environment {
    /** A process cannot change what it was given. */
    private static final List<String> VARIABLES = List.copyOf(System.getenv().keySet());

    private Environment() {}

    /** {@code -D} comes first, unless it is empty: that is unset, and must not hide a stricter value. */
    static Optional<String> get(String name) {
        var property = System.getProperty(name);
        return Optional.ofNullable(property != null && !property.isBlank() ? property : System.getenv(name));
    }

    /** All that can be asked for. */
    static List<String> names() {
        var names = new ArrayList<>(VARIABLES);
        for (var property : System.getProperties().keySet()) names.add(property.toString());
        return names;
    }
}
