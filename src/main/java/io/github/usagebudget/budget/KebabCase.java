package io.github.usagebudget.budget;

import java.util.Locale;

/** Names of constants as they are in settings, answers and log lines: {@code app-and-user} for {@code APP_AND_USER}. Stateless. */
public final class KebabCase {
    private KebabCase() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
