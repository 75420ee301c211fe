package io.github.usagebudget.budget;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Forms of text that several formats share: ids, currency codes and the names of constants. Stateless. */
public final class TextForms {
    /** A GUID, as a regular expression: the 8-4-4-4-12 form, in either letter case. {@link UUID#fromString} alone would take "1-1-1-1-1". */
    public static final String GUID = "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";

    private static final Pattern GUID_PATTERN = Pattern.compile(GUID);
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private TextForms() {}

    /** The id; empty for any text but a GUID. */
    public static Optional<UUID> guid(String text) {
        return Optional.of(text).filter(GUID_PATTERN.asMatchPredicate()).map(UUID::fromString);
    }

    /** Whether a text can be a currency's code (ISO 4217): three upper-case letters. */
    public static boolean isCurrency(String text) {
        return CURRENCY.matcher(text).matches();
    }

    /** A constant as it is in settings, answers and log lines: {@code app-and-user} for {@code APP_AND_USER}. */
    public static String kebabCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
