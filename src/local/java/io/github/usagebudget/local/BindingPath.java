package io.github.usagebudget.local;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves a path in a binding as the Functions host does: {@code %SETTING%}, the trigger's data, {@code {DateTime}} and
 * {@code {rand-guid}}. Not covered: formats, nested members, {@code {sys.…}}.
 */
final class BindingPath {
    private static final Pattern SETTING = Pattern.compile("%([^%]+)%");
    private static final Pattern EXPRESSION = Pattern.compile("\\{([^{}]+)}");
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);

    private BindingPath() {}

    /** The first missing setting that the path names. The real host does not start a function with such a path. */
    static Optional<String> missingSetting(String path) {
        return SETTING.matcher(path)
                .results()
                .map(result -> result.group(1))
                .filter(name -> LocalSettings.get(name).isEmpty())
                .findFirst();
    }

    /**
     * @param data the trigger's data by name, in any letter case; it overrides the host's own names
     * @throws IllegalStateException if a name has no value; the real host fails the invocation too
     */
    static String resolved(String path, Map<String, String> data) {
        var set = replaced(
                SETTING,
                path,
                name -> LocalSettings.get(name)
                        .orElseThrow(() -> new IllegalStateException("%" + name + "% does not resolve to a value")));
        return replaced(EXPRESSION, set, name -> data.containsKey(name) ? data.get(name) : hostValue(name));
    }

    private static String hostValue(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "datetime" -> DATE_TIME.format(Instant.now());
            case "rand-guid" -> UUID.randomUUID().toString();
            default -> throw new IllegalStateException("no value for {" + name + "}");
        };
    }

    private static String replaced(Pattern pattern, String text, Function<String, String> value) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value.apply(found.group(1))));
    }
}
