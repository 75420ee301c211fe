package io.github.usagebudget.config;

import static io.github.usagebudget.config.SettingType.*;

import io.github.usagebudget.config.Settings.CallerAuth;
import io.github.usagebudget.config.Settings.Credential;
import io.github.usagebudget.config.Settings.Grant;
import io.github.usagebudget.config.Settings.SecretSource;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Every setting that the code reads: the name of its environment variable, what its text must be, its default, and what it means. A test
 * compares docs/configuration.md with it. Immutable.
 */
public final class Setting<T> {
    private static final List<Setting<?>> ALL = new ArrayList<>();

    public static final Setting<Cloud> PARTNER_CENTER_CLOUD = new Setting<>(
            "PARTNER_CENTER_CLOUD",
            choice(Cloud.class),
            "public",
            "public or us-government; no other cloud, Azure operated by 21Vianet included, offers usage spending budgets");
    public static final Setting<URI> PARTNER_CENTER_BASE_URL = new Setting<>(
            "PARTNER_CENTER_BASE_URL", URL, null, "the address of Partner Center; chosen by PARTNER_CENTER_CLOUD");
    public static final Setting<String> PARTNER_CENTER_TENANT_ID =
            new Setting<>("PARTNER_CENTER_TENANT_ID", TEXT, null, "the partner's tenant id");
    public static final Setting<String> PARTNER_CENTER_CLIENT_ID =
            new Setting<>("PARTNER_CENTER_CLIENT_ID", TEXT, null, "the client id of the partner's app registration");
    public static final Setting<Grant> PARTNER_CENTER_GRANT =
            new Setting<>("PARTNER_CENTER_GRANT", choice(Grant.class), "app", "app or app-and-user");
    public static final Setting<Credential> PARTNER_CENTER_CREDENTIAL = new Setting<>(
            "PARTNER_CENTER_CREDENTIAL",
            choice(Credential.class),
            "client-secret",
            "client-secret, certificate or managed-identity");
    public static final Setting<Duration> PARTNER_CENTER_DEADLINE = new Setting<>(
            "PARTNER_CENTER_DEADLINE", DURATION, "90s", "the time one update may take, credentials included");
    public static final Setting<Integer> PARTNER_CENTER_ATTEMPTS = new Setting<>(
            "PARTNER_CENTER_ATTEMPTS", count(10), "3", "how many requests of one kind an update may send, 1 to 10");
    public static final Setting<Duration> PARTNER_CENTER_TIMEOUT =
            new Setting<>("PARTNER_CENTER_TIMEOUT", DURATION, "30s", "the time one attempt may take");
    public static final Setting<URI> ENTRA_AUTHORITY_HOST =
            new Setting<>("ENTRA_AUTHORITY_HOST", URL, null, "the sign-in host; chosen by PARTNER_CENTER_CLOUD");
    public static final Setting<URI> KEY_VAULT_URL = new Setting<>(
            "KEY_VAULT_URL", URL, null, "the vault with the app's secret, https://{name}.vault.azure.net");
    public static final Setting<SecretSource> SECRET_SOURCE = new Setting<>(
            "SECRET_SOURCE", choice(SecretSource.class), "key-vault", "key-vault, or environment (on a laptop only)");
    public static final Setting<String> PARTNER_CENTER_CLIENT_SECRET = new Setting<>(
            "PARTNER_CENTER_CLIENT_SECRET", TEXT, null, "the client secret, if SECRET_SOURCE is environment");
    public static final Setting<String> PARTNER_CENTER_CLIENT_CERTIFICATE = new Setting<>(
            "PARTNER_CENTER_CLIENT_CERTIFICATE",
            TEXT,
            null,
            "the client certificate with its key as PEM or as PKCS #12 in base64, if SECRET_SOURCE is environment");
    public static final Setting<String> PARTNER_CENTER_REFRESH_TOKEN = new Setting<>(
            "PARTNER_CENTER_REFRESH_TOKEN", TEXT, null, "the user's refresh token, if SECRET_SOURCE is environment");
    public static final Setting<Duration> KEY_VAULT_SECRET_TTL = new Setting<>(
            "KEY_VAULT_SECRET_TTL", DURATION, "5m", "how long a secret is used before the vault is asked again");
    public static final Setting<String> KEY_VAULT_CLIENT_SECRET_NAME = new Setting<>(
            "KEY_VAULT_CLIENT_SECRET_NAME",
            SECRET_NAME,
            "partner-center-client-secret",
            "the name of the client secret in the vault");
    public static final Setting<String> KEY_VAULT_CLIENT_CERTIFICATE_NAME = new Setting<>(
            "KEY_VAULT_CLIENT_CERTIFICATE_NAME",
            SECRET_NAME,
            "partner-center-client-certificate",
            "the name of the client certificate (PEM or PKCS #12) in the vault");
    public static final Setting<String> KEY_VAULT_REFRESH_TOKEN_NAME = new Setting<>(
            "KEY_VAULT_REFRESH_TOKEN_NAME",
            SECRET_NAME,
            "partner-center-refresh-token",
            "the name of the refresh token in the vault");
    public static final Setting<String> AZURE_CLIENT_ID =
            new Setting<>("AZURE_CLIENT_ID", TEXT, null, "the client id of a user-assigned managed identity");
    public static final Setting<URI> IDENTITY_ENDPOINT = new Setting<>(
            "IDENTITY_ENDPOINT", PLATFORM_URL, null, "set by the platform if the app has a managed identity");
    public static final Setting<String> IDENTITY_HEADER =
            new Setting<>("IDENTITY_HEADER", TEXT, null, "set by the platform if the app has a managed identity");
    public static final Setting<String> WEBSITE_INSTANCE_ID =
            new Setting<>("WEBSITE_INSTANCE_ID", TEXT, null, "set by the platform in Azure");
    public static final Setting<CallerAuth> CALLER_AUTH =
            new Setting<>("CALLER_AUTH", choice(CallerAuth.class), "function-key", "function-key or entra");
    public static final Setting<String> CALLER_TENANT_ID =
            new Setting<>("CALLER_TENANT_ID", GUID, null, "the callers' tenant id, if CALLER_AUTH is entra");
    public static final Setting<String> CALLER_AUDIENCE = new Setting<>(
            "CALLER_AUDIENCE", TEXT, null, "the audiences a caller's token may be for, separated by commas");
    public static final Setting<String> CALLER_ROLE =
            new Setting<>("CALLER_ROLE", TEXT, "UsageBudget.Write", "the app role a caller must have");
    public static final Setting<Integer> BUDGET_PLAN_CONCURRENCY = new Setting<>(
            "BUDGET_PLAN_CONCURRENCY",
            count(64),
            "8",
            "how many customers of a plan are worked on at the same time, 1 to 64");
    public static final Setting<Duration> BUDGET_PLAN_TIME_LIMIT =
            new Setting<>("BUDGET_PLAN_TIME_LIMIT", DURATION, "4m", "the time one run of a plan may take");
    public static final Setting<String> BUDGET_PLAN_BLOB = new Setting<>(
            "BUDGET_PLAN_BLOB", PLAN_BLOB, null, "where the plan is: container/name.json, .ndjson or .csv");
    public static final Setting<String> BUDGET_REPORT_BLOB = new Setting<>(
            "BUDGET_REPORT_BLOB", REPORT_BLOB, null, "where the report goes: container/name.json, .html or .csv");
    public static final Setting<Boolean> BUDGET_PLAN_DRY_RUN = new Setting<>(
            "BUDGET_PLAN_DRY_RUN",
            FLAG,
            "false",
            "true: the timer writes nothing and reports what would change; or false");
    public static final Setting<Optional<Integer>> BUDGET_PLAN_FAN_OUT = new Setting<>(
            "BUDGET_PLAN_FAN_OUT",
            THRESHOLD,
            "off",
            "off, or a number of customers above which the timer sends a plan out as queue messages");
    public static final Setting<BigDecimal> BUDGET_MAX_AMOUNT =
            new Setting<>("BUDGET_MAX_AMOUNT", NUMBER, null, "no budget above this amount");
    public static final Setting<BigDecimal> BUDGET_MAX_INCREASE_PERCENT = new Setting<>(
            "BUDGET_MAX_INCREASE_PERCENT",
            NUMBER,
            null,
            "no increase over the current budget by more than this percentage");
    public static final Setting<BigDecimal> BUDGET_PLAN_MAX_TOTAL =
            new Setting<>("BUDGET_PLAN_MAX_TOTAL", NUMBER, null, "no plan whose amounts add up to more than this");
    public static final Setting<Integer> BUDGET_PLAN_MAX_REMOVALS = new Setting<>(
            "BUDGET_PLAN_MAX_REMOVALS", WHOLE_NUMBER, null, "no plan that removes more budgets than this");

    /** Without them nothing works. */
    static final List<Setting<?>> REQUIRED = List.of(PARTNER_CENTER_TENANT_ID, PARTNER_CENTER_CLIENT_ID);
    /** What limits what may be done. */
    static final List<Setting<?>> GUARD_RAILS =
            List.of(BUDGET_MAX_AMOUNT, BUDGET_MAX_INCREASE_PERCENT, BUDGET_PLAN_MAX_TOTAL, BUDGET_PLAN_MAX_REMOVALS);

    private final String name;
    private final SettingType<T> type;
    private final String defaultValue;
    private final String meaning;

    private Setting(String name, SettingType<T> type, String defaultValue, String meaning) {
        this.name = name;
        this.type = type;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
        ALL.add(this);
    }

    /** In the order of their declaration. */
    public static List<Setting<?>> values() {
        return Collections.unmodifiableList(ALL);
    }

    public String name() {
        return name;
    }

    /** Used if the setting is unset or empty. */
    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** What the setting is, or which values it takes: a part of every message about a wrong or missing one. */
    String meaning() {
        return meaning;
    }

    Optional<T> parse(String text) {
        return type.parser().apply(text);
    }

    /** What the text must be, as the end of a sentence. */
    String rule() {
        return type.rule().replace("{meaning}", meaning);
    }

    /** What to do if it is required and missing; the platform sets some of them itself. */
    String whenMissing() {
        return this == IDENTITY_ENDPOINT || this == IDENTITY_HEADER
                ? "assign a managed identity to the app; on a laptop set SECRET_SOURCE=environment"
                : "set it to " + meaning;
    }

    @Override
    public String toString() {
        return name;
    }
}
