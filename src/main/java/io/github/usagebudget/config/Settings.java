package io.github.usagebudget.config;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads settings when they are needed, so that a wrong or missing one stops nothing but the calls that need it: those fail as
 * {@code misconfigured}, naming the setting and never its value, which may be a secret in the wrong place. Thread-safe.
 */
@Singleton
public class Settings {
    /** Requests of one kind. */
    public static final int MOST_ATTEMPTS = 10;

    /** Customers of a plan. */
    public static final int MOST_AT_ONCE = 64;

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,5}");

    /** Beyond it no moment could be computed. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern SECRET_NAME = Pattern.compile("[0-9A-Za-z-]{1,127}");

    private static final Pattern BLOB = Pattern.compile("[^/]+/.*[^/]\\.(json|ndjson|csv)", Pattern.CASE_INSENSITIVE);

    private final Function<String, Optional<String>> environment;

    /** What each setting was last found to say: it is the same for as long as the text is. */
    private final Map<Setting, Reading> readings = new ConcurrentHashMap<>();

    private record Reading(String text, Object value) {}

    @Inject
    Settings() {
        this(Environment::get);
    }

    /** Settings of any origin: name in, value out. */
    public Settings(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /** The value, else the default; an empty value is an unset one. */
    public Optional<String> text(Setting setting) {
        return environment
                .apply(setting.name())
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .or(setting::defaultValue);
    }

    public String required(Setting setting) {
        return text(setting)
                .orElseThrow(() -> misconfigured(setting, "is missing: set it to " + setting.meaning() + "."));
    }

    /** A GUID, as Entra writes the ids of tenants. */
    public String guid(Setting setting) {
        return parsed(setting, text -> Optional.of(text).filter(GUID.asMatchPredicate()), "must be a GUID.");
    }

    /** {@code 500ms}, {@code 30s}, {@code 5m} or ISO 8601; more than nothing. */
    public Duration duration(Setting setting) {
        return parsed(setting, Settings::parseDuration, "must be a duration: 500ms, 30s, 5m or ISO 8601.");
    }

    /** A number that is not negative. */
    public Optional<BigDecimal> number(Setting setting) {
        return text(setting).isEmpty()
                ? Optional.empty()
                : Optional.of(parsed(setting, Settings::parseNumber, "must be a number that is not negative."));
    }

    /** {@code true} or {@code false}, in so many words. */
    public boolean flag(Setting setting) {
        return parsed(
                setting,
                text -> switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                },
                "must be true or false.");
    }

    /** A whole number from 1 on; empty for {@code off}. */
    public Optional<Integer> threshold(Setting setting) {
        return required(setting).equals("off") ? Optional.empty() : Optional.of(count(setting, 999_999));
    }

    /** A whole number from 1 to {@code most}: no loop and no crowd without a bound. */
    public int count(Setting setting, int most) {
        return parsed(
                setting,
                text -> Optional.of(text)
                        .filter(COUNT.asMatchPredicate())
                        .map(Integer::valueOf)
                        .filter(count -> count <= most),
                "must be a whole number from 1 to " + most + ".");
    }

    /** One of a closed set; an unknown value is refused, it never falls back to a laxer one. */
    public <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        return parsed(
                setting,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(choice -> written(choice).equals(text))
                        .findFirst(),
                "must be " + setting.meaning() + ".");
    }

    /** The name of a secret in the vault (Key Vault, Objects, identifiers and versioning); not the secret itself, by mistake. */
    public String secretName(Setting setting) {
        return parsed(
                setting,
                text -> Optional.of(text).filter(SECRET_NAME.asMatchPredicate()),
                "must be a name in the vault (letters, digits and hyphens), not the secret itself.");
    }

    /** A blob: {@code container/name.json}; a plan may be NDJSON or CSV too. Empty where none is set. */
    public Optional<String> blob(Setting setting) {
        return text(setting).isEmpty()
                ? Optional.empty()
                : Optional.of(parsed(
                        setting,
                        text -> Optional.of(text).filter(BLOB.asMatchPredicate()),
                        "must name a blob; it is " + setting.meaning() + "."));
    }

    /** An https address, or plain http to this machine alone; without a trailing slash. */
    public URI url(Setting setting) {
        return parsed(
                setting,
                text -> Address.parse(text).filter(Address::isSafe).map(Address::url),
                "must be an https address (plain http is accepted for loopback alone).");
    }

    /** As {@link #url}; but the platform itself may serve plain http on a link-local address, which is this machine too. */
    public URI platformUrl(Setting setting) {
        return parsed(
                setting,
                text -> Address.parse(text)
                        .filter(address -> address.isSafe() || address.isLinkLocal())
                        .map(Address::url),
                "must be an address of this machine; the platform sets it.");
    }

    public static BudgetFailure misconfigured(Setting setting, String fault) {
        return BudgetFailure.of(MISCONFIGURED, "The setting " + setting + " " + fault);
    }

    /** A setting is read in one way alone, so that its last reading is of this type. */
    @SuppressWarnings("unchecked")
    private <T> T parsed(Setting setting, Function<String, Optional<T>> parser, String rule) {
        var text = required(setting);
        var last = readings.get(setting);
        if (last != null && last.text().equals(text)) return (T) last.value();
        var value = parser.apply(text).orElseThrow(() -> misconfigured(setting, rule));
        readings.put(setting, new Reading(text, value));
        return value;
    }

    private static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Duration> parseDuration(String text) {
        return parseAnyDuration(text)
                .filter(duration -> duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(LONGEST) <= 0);
    }

    private static Optional<Duration> parseAnyDuration(String text) {
        var brief = SHORT_DURATION.matcher(text);
        if (!brief.matches()) return parseIso(text);
        var count = Long.parseLong(brief.group(1));
        return Optional.of(
                switch (brief.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                });
    }

    private static Optional<Duration> parseIso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> parseNumber(String text) {
        try {
            return Optional.of(new BigDecimal(text)).filter(number -> number.signum() >= 0 && Budget.mayBe(number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
