package io.github.usagebudget.config;

import java.util.Optional;

/**
 * What the process was given, word for word: a secret may well contain a dollar sign and a brace. Asked of the JDK, because one update reads
 * a dozen settings, and Quarkus would look through all its sources for each.
 */
final class Environment {
    private Environment() {}

    /** {@code -D} comes first, unless it is empty: that is unset, and must not hide a stricter value. */
    static Optional<String> get(String name) {
        var property = System.getProperty(name);
        return Optional.ofNullable(property != null && !property.isBlank() ? property : System.getenv(name));
    }
}
