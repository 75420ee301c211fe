package io.github.usagebudget.budget;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** A GUID as text: the 8-4-4-4-12 form, in either letter case. {@link UUID#fromString} alone would take "1-1-1-1-1". Stateless. */
public final class Guid {
    /** A regular expression. */
    public static final String FORM = "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";

    private static final Pattern GUID = Pattern.compile(FORM);

    private Guid() {}

    /** Empty for any other text. */
    public static Optional<UUID> parse(String text) {
        return Optional.of(text).filter(GUID.asMatchPredicate()).map(UUID::fromString);
    }
}
