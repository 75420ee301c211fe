package io.github.usagebudget.config;

import io.github.usagebudget.budget.Budget;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What operators write, read strictly: empty for anything else. Stateless. */
final class SettingParsers {
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,5}");

    /** Beyond it no moment could be computed. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern SECRET_NAME = Pattern.compile("[0-9A-Za-z-]{1,127}");

    private static final Pattern BLOB = Pattern.compile("[^/]+/.*[^/]\\.(json|ndjson|csv)", Pattern.CASE_INSENSITIVE);

    private SettingParsers() {}

    static Optional<String> guid(String text) {
        return Optional.of(text).filter(GUID.asMatchPredicate());
    }

    static Optional<Boolean> flag(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Optional<Integer> count(String text) {
        return Optional.of(text).filter(COUNT.asMatchPredicate()).map(Integer::valueOf);
    }

    static Optional<Integer> wholeNumber(String text) {
        return text.equals("0") ? Optional.of(0) : count(text);
    }

    static <E extends Enum<E>> Optional<E> choice(String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(choice -> written(choice).equals(text))
                .findFirst();
    }

    static Optional<String> secretName(String text) {
        return Optional.of(text).filter(SECRET_NAME.asMatchPredicate());
    }

    static Optional<String> blob(String text) {
        return Optional.of(text).filter(BLOB.asMatchPredicate());
    }

    private static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Duration> duration(String text) {
        return anyDuration(text)
                .filter(duration -> duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(LONGEST) <= 0);
    }

    private static Optional<Duration> anyDuration(String text) {
        var brief = SHORT_DURATION.matcher(text);
        if (!brief.matches()) return iso(text);
        var count = Long.parseLong(brief.group(1));
        return Optional.of(
                switch (brief.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                });
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text))
                    .filter(number -> number.signum() >= 0 && Budget.isPlausible(number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
