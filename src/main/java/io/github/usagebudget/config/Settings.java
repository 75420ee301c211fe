package io.github.usagebudget.config;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

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

    private final Function<String, Optional<String>> environment;
    private final Supplier<List<String>> names;

    /** What each setting was last found to say: it is the same for as long as the text is. */
    private final Map<Setting, Reading> readings = new ConcurrentHashMap<>();

    private record Reading(String text, Object value) {}

    @Inject
    Settings() {
        this(Environment::get, Environment::names);
    }

    /** Settings of any origin: name in, value out. */
    public Settings(Function<String, Optional<String>> environment) {
        this(environment, List::of);
    }

    /** @param names of all that is set, settings or not */
    public Settings(Function<String, Optional<String>> environment, Supplier<List<String>> names) {
        this.environment = environment;
        this.names = names;
    }

    /**
     * Refuses to go on where a guard rail may be misspelled; asked before anything that could write.
     *
     * @throws BudgetFailure {@code misconfigured}, naming the variable and the closest setting
     */
    public void refuseUnknown() {
        var misspelled = MisspelledSettings.protecting(this);
        if (misspelled.isEmpty()) return;
        throw BudgetFailure.of(
                MISCONFIGURED,
                String.join(" ", misspelled)
                        + " A misspelled guard rail protects nothing: until it is corrected or removed, nothing is written.");
    }

    List<String> names() {
        return names.get();
    }

    boolean isSet(String name) {
        return text(name).isPresent();
    }

    /** The value, else the default; an empty value is an unset one. */
    public Optional<String> text(Setting setting) {
        return text(setting.name()).or(setting::defaultValue);
    }

    private Optional<String> text(String name) {
        return environment.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    public String required(Setting setting) {
        return text(setting).orElseThrow(() -> misconfigured(setting, "is missing: " + setting.whenMissing() + "."));
    }

    /** A GUID, as Entra writes the ids of tenants. */
    public String guid(Setting setting) {
        return parsed(setting, SettingParsers::guid, "must be a GUID.");
    }

    /** {@code 500ms}, {@code 30s}, {@code 5m} or ISO 8601; more than nothing. */
    public Duration duration(Setting setting) {
        return parsed(setting, SettingParsers::duration, "must be a duration: 500ms, 30s, 5m or ISO 8601.");
    }

    /** A number that is not negative. */
    public Optional<BigDecimal> number(Setting setting) {
        return text(setting).isEmpty()
                ? Optional.empty()
                : Optional.of(parsed(setting, SettingParsers::number, "must be a number that is not negative."));
    }

    /** A whole number from 0 on. */
    public Optional<Integer> wholeNumber(Setting setting) {
        return text(setting).isEmpty()
                ? Optional.empty()
                : Optional.of(parsed(setting, SettingParsers::wholeNumber, "must be a whole number from 0 to 999999."));
    }

    /** {@code true} or {@code false}, in so many words. */
    public boolean flag(Setting setting) {
        return parsed(setting, SettingParsers::flag, "must be true or false.");
    }

    /** A whole number from 1 on; empty for {@code off}. */
    public Optional<Integer> threshold(Setting setting) {
        return required(setting).equals("off") ? Optional.empty() : Optional.of(count(setting, 999_999));
    }

    /** A whole number from 1 to {@code most}: no loop and no crowd without a bound. */
    public int count(Setting setting, int most) {
        return parsed(
                setting,
                text -> SettingParsers.count(text).filter(count -> count <= most),
                "must be a whole number from 1 to " + most + ".");
    }

    /** One of a closed set; an unknown value is refused, it never falls back to a laxer one. */
    public <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        return parsed(setting, text -> SettingParsers.choice(text, type), "must be " + setting.meaning() + ".");
    }

    /** The name of a secret in the vault (Key Vault, Objects, identifiers and versioning); not the secret itself, by mistake. */
    public String secretName(Setting setting) {
        return parsed(
                setting,
                SettingParsers::secretName,
                "must be a name in the vault (letters, digits and hyphens), not the secret itself.");
    }

    /** A blob: {@code container/name.json}; a plan may be NDJSON or CSV too. Empty where none is set. */
    public Optional<String> blob(Setting setting) {
        return text(setting).isEmpty()
                ? Optional.empty()
                : Optional.of(
                        parsed(setting, SettingParsers::blob, "must name a blob; it is " + setting.meaning() + "."));
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

    /**
     * Checks that a run of a plan without an HTTP request ends before the platform ends it.
     *
     * @throws BudgetFailure {@code misconfigured} if it might not
     */
    public void checkTimeLimit() {
        FunctionTimeout.check(environment.apply(FunctionTimeout.NAME), duration(Setting.BUDGET_PLAN_TIME_LIMIT));
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
}
