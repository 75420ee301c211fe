package io.github.usagebudget.config;

import java.util.List;
import java.util.Optional;

/** Every setting the code reads, under the name of its environment variable, with its default. A test compares docs/configuration.md with this. */
public enum Setting {
    PARTNER_CENTER_CLOUD(
            "public",
            "public or us-government; no other cloud, Azure operated by 21Vianet included, offers usage spending budgets"),
    PARTNER_CENTER_BASE_URL(null, "the address of Partner Center; chosen by PARTNER_CENTER_CLOUD"),
    PARTNER_CENTER_TENANT_ID(null, "the partner's tenant id"),
    PARTNER_CENTER_CLIENT_ID(null, "the client id of the partner's app registration"),
    PARTNER_CENTER_GRANT("app", "app or app-and-user"),
    PARTNER_CENTER_CREDENTIAL("client-secret", "client-secret, certificate or managed-identity"),
    PARTNER_CENTER_DEADLINE("90s", "the time one update may take, credentials included"),
    PARTNER_CENTER_ATTEMPTS("3", "how many requests of one kind an update may send, 1 to 10"),
    PARTNER_CENTER_TIMEOUT("30s", "the time one attempt may take"),
    ENTRA_AUTHORITY_HOST(null, "the sign-in host; chosen by PARTNER_CENTER_CLOUD"),
    KEY_VAULT_URL(null, "the vault with the app's secret, https://{name}.vault.azure.net"),
    SECRET_SOURCE("key-vault", "key-vault, or environment (on a laptop only)"),
    PARTNER_CENTER_CLIENT_SECRET(null, "the client secret, where SECRET_SOURCE is environment"),
    PARTNER_CENTER_CLIENT_CERTIFICATE(
            null,
            "the client certificate with its key as PEM or as PKCS #12 in base64, where SECRET_SOURCE is environment"),
    PARTNER_CENTER_REFRESH_TOKEN(null, "the user's refresh token, where SECRET_SOURCE is environment"),
    KEY_VAULT_SECRET_TTL("5m", "how long a secret is used before the vault is asked again"),
    KEY_VAULT_CLIENT_SECRET_NAME("partner-center-client-secret", "the name of the client secret in the vault"),
    KEY_VAULT_CLIENT_CERTIFICATE_NAME(
            "partner-center-client-certificate", "the name of the client certificate (PEM or PKCS #12) in the vault"),
    KEY_VAULT_REFRESH_TOKEN_NAME("partner-center-refresh-token", "the name of the refresh token in the vault"),
    AZURE_CLIENT_ID(null, "the client id of a user-assigned managed identity"),
    IDENTITY_ENDPOINT(null, "set by the platform where the app has a managed identity"),
    IDENTITY_HEADER(null, "set by the platform where the app has a managed identity"),
    WEBSITE_INSTANCE_ID(null, "set by the platform in Azure"),
    CALLER_AUTH("function-key", "function-key or entra"),
    CALLER_TENANT_ID(null, "the callers' tenant id, where CALLER_AUTH is entra"),
    CALLER_AUDIENCE(null, "the audiences a caller's token may be for, separated by commas"),
    CALLER_ROLE("UsageBudget.Write", "the app role a caller must have"),
    BUDGET_PLAN_CONCURRENCY("8", "how many customers of a plan are seen to at once, 1 to 64"),
    BUDGET_PLAN_TIME_LIMIT("4m", "the time one run of a plan may take"),
    BUDGET_PLAN_BLOB(null, "where the plan is: container/name.json, .ndjson or .csv"),
    BUDGET_REPORT_BLOB(null, "where the report goes: container/name.json"),
    BUDGET_PLAN_DRY_RUN("false", "true: the timer writes nothing and reports what would change; or false"),
    BUDGET_PLAN_FAN_OUT(
            "off", "off, or a number of customers above which the timer sends a plan out as queue messages"),
    BUDGET_MAX_AMOUNT(null, "no budget above this amount"),
    BUDGET_MAX_INCREASE_PERCENT(null, "no increase over the present budget by more than this percentage"),
    BUDGET_PLAN_MAX_TOTAL(null, "no plan whose amounts add up to more than this"),
    BUDGET_PLAN_MAX_REMOVALS(null, "no plan that removes more budgets than this");

    /** What limits what may be done. */
    public static final List<Setting> GUARD_RAILS =
            List.of(BUDGET_MAX_AMOUNT, BUDGET_MAX_INCREASE_PERCENT, BUDGET_PLAN_MAX_TOTAL, BUDGET_PLAN_MAX_REMOVALS);

    private final String defaultValue;
    private final String meaning;

    Setting(String defaultValue, String meaning) {
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** Used where the setting is unset or empty. */
    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** What the setting is, or which values it takes: said wherever it is wrong or missing. */
    public String meaning() {
        return meaning;
    }

    /** What to do if it is required and missing; the platform sets some of them itself. */
    String whenMissing() {
        return switch (this) {
            case IDENTITY_ENDPOINT, IDENTITY_HEADER ->
                "assign a managed identity to the app; on a laptop set SECRET_SOURCE=environment";
            default -> "set it to " + meaning;
        };
    }
}
