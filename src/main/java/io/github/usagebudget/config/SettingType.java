package io.github.usagebudget.config;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.TextForms;
import io.github.usagebudget.config.Cloud.Address;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the text of a setting must be, and how it is read. Immutable.
 *
 * @param parser empty for any other text
 * @param rule what the operator reads after the setting's name; {@code {meaning}} stands for the setting's own meaning
 */
record SettingType<T>(Function<String, Optional<T>> parser, String rule) {
    /** Any text. */
    static final SettingType<String> TEXT = new SettingType<>(Optional::of, "");

    /** As Entra writes the ids of tenants. */
    static final SettingType<String> GUID =
            new SettingType<>(text -> TextForms.guid(text).map(guid -> text), "must be a GUID.");

    static final SettingType<Duration> DURATION =
            new SettingType<>(SettingType::duration, "must be a duration: 500ms, 30s, 5m or ISO 8601.");
    /** {@code true} or {@code false}, and nothing else. */
    static final SettingType<Boolean> FLAG = new SettingType<>(
            text -> Optional.of(text).filter(List.of("true", "false")::contains).map(Boolean::valueOf),
            "must be true or false.");

    static final SettingType<BigDecimal> NUMBER =
            new SettingType<>(SettingType::number, "must be a number that is not negative.");
    /** From 0. */
    static final SettingType<Integer> WHOLE_NUMBER = new SettingType<>(
            text -> text.equals("0") ? Optional.of(0) : positive(text), "must be a whole number from 0 to 999999.");
    /** From 1; empty for {@code off}. */
    static final SettingType<Optional<Integer>> THRESHOLD = new SettingType<>(
            text -> text.equals("off")
                    ? Optional.of(Optional.empty())
                    : positive(text).map(Optional::of),
            "must be a whole number from 1 to 999999.");
    /** The name of a secret in the vault (https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates). */
    static final SettingType<String> SECRET_NAME = matching(
            "[0-9A-Za-z-]{1,127}",
            0,
            "must be a name in the vault (letters, digits and hyphens), not the secret itself.");
    /** {@code container/name.json}, for example. */
    static final SettingType<String> PLAN_BLOB = blob("json|ndjson|csv");

    static final SettingType<String> REPORT_BLOB = blob("json|html|csv");
    /** Without a trailing slash. */
    static final SettingType<URI> URL = new SettingType<>(
            text -> Address.parse(text).filter(Address::isSafe).map(Address::url),
            "must be an https address (plain http is accepted for loopback alone).");
    /** The platform can also serve plain http on a link-local address, which is this machine too. */
    static final SettingType<URI> PLATFORM_URL = new SettingType<>(
            text -> Address.parse(text)
                    .filter(address -> address.isSafe() || address.isLinkLocal())
                    .map(Address::url),
            "must be an address of this machine; the platform sets it.");

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern POSITIVE = Pattern.compile("[1-9]\\d{0,5}");
    /** Beyond it no moment could be computed. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** A whole number from 1 to {@code most}: no loop and no crowd without a bound. */
    static SettingType<Integer> count(int most) {
        return new SettingType<>(
                text -> positive(text).filter(count -> count <= most),
                "must be a whole number from 1 to " + most + ".");
    }

    /** One of a closed set, {@code app-and-user} for {@code APP_AND_USER}; an unknown value never falls back to a laxer one. */
    static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
        return new SettingType<>(
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(choice -> text.equals(TextForms.kebabCase(choice)))
                        .findFirst(),
                "must be {meaning}.");
    }

    /** A blob in a container, by the extensions that its name can have. */
    private static SettingType<String> blob(String extensions) {
        return matching(
                "[^/]+/.*[^/]\\.(" + extensions + ")", Pattern.CASE_INSENSITIVE, "must name a blob; it is {meaning}.");
    }

    private static SettingType<String> matching(String regex, int flags, String rule) {
        var pattern = Pattern.compile(regex, flags);
        return new SettingType<>(text -> Optional.of(text).filter(pattern.asMatchPredicate()), rule);
    }

    private static Optional<Integer> positive(String text) {
        return Optional.of(text).filter(POSITIVE.asMatchPredicate()).map(Integer::valueOf);
    }

    private static Optional<Duration> duration(String text) {
        var brief = SHORT_DURATION.matcher(text);
        return (brief.matches() ? Optional.of(duration(Long.parseLong(brief.group(1)), brief.group(2))) : iso(text))
                .filter(duration -> duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(LONGEST) <= 0);
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text))
                    .filter(number -> number.signum() >= 0 && Budget.isPlausible(number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
