package io.github.usagebudget.config;

import io.smallrye.config.Expressions;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The process's environment as Quarkus sees it, word for word: a secret may well contain a dollar sign and a brace. */
final class Environment {
    private Environment() {}

    static Optional<String> raw(Config config, String name) {
        return Expressions.withoutExpansion(
                () -> Optional.ofNullable(config.getConfigValue(name).getRawValue()));
    }
}
