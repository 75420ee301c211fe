package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Json;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path in a binding as the Functions host resolves it: {@code %SETTING%}, {@code {DateTime}}, {@code {rand-guid}}, and the members of a queue message. */
final class BindingPath {
    private static final Pattern SETTING = Pattern.compile("%([^%]+)%");
    private static final Pattern EXPRESSION = Pattern.compile("\\{([^{}]+)}");
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss'Z'");

    private BindingPath() {}

    /** The setting that is missing, if one is: then the real host does not start the function. */
    static Optional<String> missingSetting(String path) {
        return SETTING.matcher(path)
                .results()
                .map(result -> result.group(1))
                .filter(name -> setting(name).isEmpty())
                .findFirst();
    }

    static String resolved(String path, Object trigger) {
        var members =
                trigger instanceof String text && text.startsWith("{") ? Json.object(text) : Map.<String, Object>of();
        var set = replaced(SETTING, path, name -> setting(name).orElse(""));
        return replaced(EXPRESSION, set, name -> switch (name) {
            case "DateTime" -> DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
            case "rand-guid" -> UUID.randomUUID().toString();
            default -> String.valueOf(members.get(name));
        });
    }

    private static String replaced(Pattern pattern, String text, Function<String, String> value) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value.apply(found.group(1))));
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank()));
    }
}
