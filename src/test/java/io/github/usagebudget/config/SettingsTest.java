package io.github.usagebudget.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void reads_a_setting_by_its_name() {
        assertThat(with(Setting.PARTNER_CENTER_TENANT_ID, "contoso").text(Setting.PARTNER_CENTER_TENANT_ID))
                .contains("contoso");
    }

    @Test
    void trims_whitespace_around_a_value() {
        assertThat(with(Setting.PARTNER_CENTER_TENANT_ID, " \tcontoso \n").text(Setting.PARTNER_CENTER_TENANT_ID))
                .contains("contoso");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n"})
    void a_blank_value_counts_as_not_set(String value) {
        assertThat(with(Setting.PARTNER_CENTER_TENANT_ID, value).text(Setting.PARTNER_CENTER_TENANT_ID))
                .isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void uses_the_default_if_a_setting_is_not_set(String value) {
        assertThat(with(Setting.SECRET_SOURCE, value).text(Setting.SECRET_SOURCE))
                .contains("key-vault");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PARTNER_CENTER_CLOUD,         public
            PARTNER_CENTER_BASE_URL,
            PARTNER_CENTER_TENANT_ID,
            PARTNER_CENTER_CLIENT_ID,
            PARTNER_CENTER_GRANT,         app
            PARTNER_CENTER_CREDENTIAL,    client-secret
            PARTNER_CENTER_DEADLINE,      90s
            PARTNER_CENTER_TIMEOUT,       30s
            ENTRA_AUTHORITY_HOST,
            KEY_VAULT_URL,
            SECRET_SOURCE,                key-vault
            PARTNER_CENTER_CLIENT_SECRET,
            KEY_VAULT_SECRET_TTL,         5m
            KEY_VAULT_CLIENT_SECRET_NAME, partner-center-client-secret
            AZURE_CLIENT_ID,
            CALLER_AUTH,                  function-key
            BUDGET_MAX_AMOUNT,
            BUDGET_MAX_INCREASE_PERCENT,
            """)
    void each_setting_has_its_default(String name, String value) {
        var setting = Setting.values().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(unset().text(setting)).isEqualTo(Optional.ofNullable(value));
    }

    @Test
    void each_constant_is_the_setting_of_its_name() throws IllegalAccessException {
        for (var field : Setting.class.getFields())
            assertThat(((Setting<?>) field.get(null)).name()).isEqualTo(field.getName());
    }

    @Test
    void returns_a_required_setting() {
        assertThat(with(Setting.PARTNER_CENTER_CLIENT_ID, "app").required(Setting.PARTNER_CENTER_CLIENT_ID))
                .isEqualTo("app");
    }

    @Test
    void a_missing_setting_of_the_platform_has_advice() {
        var advice = " is missing: assign a managed identity to the app; on a laptop set SECRET_SOURCE=environment.";
        assertThat(refused(() -> unset().get(Setting.IDENTITY_ENDPOINT)))
                .hasMessage("The setting IDENTITY_ENDPOINT" + advice);
        assertThat(refused(() -> unset().required(Setting.IDENTITY_HEADER)))
                .hasMessage("The setting IDENTITY_HEADER" + advice);
    }

    @Test
    void a_missing_required_setting_is_named() {
        var failure = refused(() -> unset().required(Setting.PARTNER_CENTER_TENANT_ID));
        assertThat(failure)
                .hasMessage("The setting PARTNER_CENTER_TENANT_ID is missing: set it to the partner's tenant id.");
    }

    @Test
    void an_invalid_setting_is_misconfigured() {
        var failure = refused(() -> with(Setting.BUDGET_MAX_AMOUNT, "ten").find(Setting.BUDGET_MAX_AMOUNT));
        assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    }

    static Settings unset() {
        return new Settings(name -> Optional.empty());
    }

    static Settings with(Setting<?> setting, String value) {
        return value == null
                ? unset()
                : new Settings(name ->
                        Optional.ofNullable(Map.of(setting.name(), value).get(name)));
    }

    static BudgetFailure refused(ThrowingCallable reading) {
        return catchThrowableOfType(BudgetFailure.class, reading);
    }
}
