package io.github.usagebudget.config;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetPolicy;
import io.github.usagebudget.config.SettingsCheck.FunctionTimeout;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads settings when they are needed, so that a wrong or missing one fails only the calls that need it: as {@code misconfigured}, naming
 * the setting and never its value, which may be a secret in the wrong place. Thread-safe.
 */
@Singleton
public class Settings {
    private final Function<String, Optional<String>> environment;
    private final Supplier<List<String>> names;

    /** What each setting was last read as; good for as long as the text is the same. */
    private final Map<Setting<?>, Reading> readings = new ConcurrentHashMap<>();

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

    /** @throws BudgetFailure {@code misconfigured} if a guard rail may be misspelled; asked before anything that could write */
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

    /** The text, else the default; an empty text is an unset one. */
    public Optional<String> text(Setting<?> setting) {
        return text(setting.name()).or(setting::defaultValue);
    }

    private Optional<String> text(String name) {
        return environment.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The text of a setting that must be set. */
    public String required(Setting<?> setting) {
        return text(setting).orElseThrow(() -> misconfigured(setting, "is missing: " + setting.whenMissing() + "."));
    }

    /** The value of a setting that must be set, or has a default. */
    public <T> T get(Setting<T> setting) {
        return parsed(setting, required(setting));
    }

    /** The value; empty if the setting is unset. */
    public <T> Optional<T> find(Setting<T> setting) {
        return text(setting).map(text -> parsed(setting, text));
    }

    /** The guard rails for one budget. */
    public BudgetPolicy budgetPolicy() {
        return new BudgetPolicy(find(Setting.BUDGET_MAX_AMOUNT), find(Setting.BUDGET_MAX_INCREASE_PERCENT));
    }

    /** @throws BudgetFailure {@code misconfigured} if the platform might end a run of a plan that has no HTTP request */
    public void checkTimeLimit() {
        FunctionTimeout.check(text(FunctionTimeout.NAME), get(Setting.BUDGET_PLAN_TIME_LIMIT));
    }

    public static BudgetFailure misconfigured(Setting<?> setting, String fault) {
        return BudgetFailure.of(MISCONFIGURED, "The setting " + setting + " " + fault);
    }

    /** A value is of its setting's type. */
    @SuppressWarnings("unchecked")
    private <T> T parsed(Setting<T> setting, String text) {
        var last = readings.get(setting);
        if (last != null && last.text().equals(text)) return (T) last.value();
        var value = setting.parse(text).orElseThrow(() -> misconfigured(setting, setting.rule()));
        readings.put(setting, new Reading(text, value));
        return value;
    }

    /** {@code CALLER_AUTH}: how callers prove who they are. */
    public enum CallerAuth {
        /** Only the function key, which the host checks. */
        FUNCTION_KEY,
        /** The function key and a bearer token from Entra. */
        ENTRA
    }

    /** {@code PARTNER_CENTER_CREDENTIAL}: how the app proves its identity to Entra. */
    public enum Credential {
        CLIENT_SECRET,
        /** A certificate with its private key, which is never sent. */
        CERTIFICATE,
        /** The platform's identity, which the app registration trusts, without any secret (docs/partner-center.md, "Federated credential"). */
        MANAGED_IDENTITY
    }

    /** {@code PARTNER_CENTER_GRANT}: on whose behalf requests to Partner Center are made. */
    public enum Grant {
        /** On behalf of the app. */
        APP,
        /** On behalf of a user who gave consent with MFA: the Secure Application Model. */
        APP_AND_USER
    }

    /** {@code SECRET_SOURCE}: where the app's secrets are read. */
    public enum SecretSource {
        KEY_VAULT,
        /** For a laptop without a managed identity; refused in Azure. */
        ENVIRONMENT
    }

    /** A secret of the app, and the settings for it: its name in the vault, or on a laptop its value. */
    public enum AppSecret {
        CLIENT_SECRET(Setting.KEY_VAULT_CLIENT_SECRET_NAME, Setting.PARTNER_CENTER_CLIENT_SECRET),
        /** PEM or PKCS #12, with its private key. */
        CLIENT_CERTIFICATE(Setting.KEY_VAULT_CLIENT_CERTIFICATE_NAME, Setting.PARTNER_CENTER_CLIENT_CERTIFICATE),
        REFRESH_TOKEN(Setting.KEY_VAULT_REFRESH_TOKEN_NAME, Setting.PARTNER_CENTER_REFRESH_TOKEN);

        private final Setting<String> vaultName;
        private final Setting<String> value;

        AppSecret(Setting<String> vaultName, Setting<String> value) {
            this.vaultName = vaultName;
            this.value = value;
        }

        /** The secrets that the app needs with these settings; none for a managed identity without a user. */
        public static List<AppSecret> neededBy(Settings settings) {
            var needed = new ArrayList<AppSecret>();
            var credential = settings.get(Setting.PARTNER_CENTER_CREDENTIAL);
            if (credential == Credential.CLIENT_SECRET) needed.add(CLIENT_SECRET);
            if (credential == Credential.CERTIFICATE) needed.add(CLIENT_CERTIFICATE);
            if (settings.get(Setting.PARTNER_CENTER_GRANT) == Grant.APP_AND_USER) needed.add(REFRESH_TOKEN);
            return needed;
        }

        /** The setting with its name in the vault. */
        public Setting<String> vaultName() {
            return vaultName;
        }

        /** The setting with its value, on a laptop. */
        public Setting<String> value() {
            return value;
        }
    }
}
