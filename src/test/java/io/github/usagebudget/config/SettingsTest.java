package io.github.usagebudget.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private enum Colour {
        RED,
        DARK_BLUE
    }

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

    @ParameterizedTest
    @CsvSource(textBlock = """
            500ms,     PT0.5S
            1ms,       PT0.001S
            30s,       PT30S
            5m,        PT5M
            2h,        PT2H
            PT1M,      PT1M
            PT0.25S,   PT0.25S
            999999999s, PT277777H46M39S
            """)
    void reads_a_duration(String value, Duration duration) {
        assertThat(with(Setting.PARTNER_CENTER_DEADLINE, value).get(Setting.PARTNER_CENTER_DEADLINE))
                .isEqualTo(duration);
    }

    @Test
    void reads_a_default_duration() {
        assertThat(unset().get(Setting.PARTNER_CENTER_DEADLINE)).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0s",
                "0ms",
                "PT0S",
                "-5s",
                "PT-5S",
                "-PT5S",
                "90",
                "s",
                "5 m",
                "5m30s",
                "1.5s",
                "5d",
                "5M",
                "soon",
                "P",
                "PT99999999999999999999H",
                "PT2562047788015215H",
                "99999999999s",
                "٣s"
            })
    void rejects_an_invalid_or_zero_duration(String value) {
        var failure = refused(() -> with(Setting.PARTNER_CENTER_DEADLINE, value).get(Setting.PARTNER_CENTER_DEADLINE));
        assertThat(failure)
                .hasMessage("The setting PARTNER_CENTER_DEADLINE must be a duration: 500ms, 30s, 5m or ISO 8601.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "12.50", "1e2", "500"})
    void reads_a_number_with_its_scale(String value) {
        assertThat(with(Setting.BUDGET_MAX_AMOUNT, value).find(Setting.BUDGET_MAX_AMOUNT))
                .contains(new BigDecimal(value));
    }

    @Test
    void a_blank_number_is_none() {
        assertThat(with(Setting.BUDGET_MAX_AMOUNT, " ").find(Setting.BUDGET_MAX_AMOUNT))
                .isEmpty();
    }

    /** An invalid guard rail must not count as no guard rail. */
    @ParameterizedTest
    @ValueSource(strings = {"-1", "1,000", "20%", "ten", "NaN", "1e99999999999"})
    void rejects_an_invalid_or_negative_number(String value) {
        var failure = refused(() -> with(Setting.BUDGET_MAX_AMOUNT, value).find(Setting.BUDGET_MAX_AMOUNT));
        assertThat(failure).hasMessage("The setting BUDGET_MAX_AMOUNT must be a number that is not negative.");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            red,       RED
            dark-blue, DARK_BLUE
            """)
    void reads_a_choice(String value, Colour choice) {
        assertThat(SettingType.choice(Colour.class).parser().apply(value)).contains(choice);
    }

    @Test
    void reads_a_default_choice() {
        assertThat(unset().get(Setting.PARTNER_CENTER_CLOUD)).isEqualTo(Cloud.PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-goverment", "china", "Public", "PUBLIC", "US_GOVERNMENT", "us_government", "public,"})
    void rejects_an_unknown_choice(String value) {
        var failure = refused(() -> with(Setting.PARTNER_CENTER_CLOUD, value).get(Setting.PARTNER_CENTER_CLOUD));
        assertThat(failure)
                .hasMessageStartingWith("The setting PARTNER_CENTER_CLOUD must be public or us-government; ");
    }

    @Test
    void an_invalid_setting_is_misconfigured() {
        var failure = refused(() -> with(Setting.BUDGET_MAX_AMOUNT, "ten").find(Setting.BUDGET_MAX_AMOUNT));
        assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    }

    /** The cause would quote the value, which can be a secret in the wrong place. */
    @Test
    void an_invalid_setting_is_reported_without_the_parsers_message() {
        var failure = refused(() -> with(Setting.BUDGET_MAX_AMOUNT, "ten").find(Setting.BUDGET_MAX_AMOUNT));
        assertThat(failure).hasNoCause();
    }

    private static Settings unset() {
        return new Settings(name -> Optional.empty());
    }

    private static Settings with(Setting<?> setting, String value) {
        return value == null
                ? unset()
                : new Settings(name ->
                        Optional.ofNullable(Map.of(setting.name(), value).get(name)));
    }

    private static BudgetFailure refused(ThrowingCallable reading) {
        return catchThrowableOfType(BudgetFailure.class, reading);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            0,       0
            1,       1
            999999,  999999
            -1,      -
            1000000, -
            1.5,     -
            01,      -
            +1,      -
            many,    -
            """)
    void reads_a_whole_number_from_0_to_999999(String value, Integer number) {
        var settings = with(Setting.BUDGET_PLAN_MAX_REMOVALS, value);
        if (number != null)
            assertThat(settings.find(Setting.BUDGET_PLAN_MAX_REMOVALS)).contains(number);
        else
            assertThat(refused(() -> settings.find(Setting.BUDGET_PLAN_MAX_REMOVALS)))
                    .hasMessage("The setting BUDGET_PLAN_MAX_REMOVALS must be a whole number from 0 to 999999.");
    }

    @Test
    void a_missing_whole_number_is_none() {
        assertThat(unset().find(Setting.BUDGET_PLAN_MAX_REMOVALS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Xy8Q~canary.abc_def", "https://contoso.vault.azure.net/secrets/x", "a b", "ä"})
    void an_invalid_secret_name_is_not_repeated_because_it_can_be_the_secret(String value) {
        var failure = refused(
                () -> with(Setting.KEY_VAULT_CLIENT_SECRET_NAME, value).get(Setting.KEY_VAULT_CLIENT_SECRET_NAME));
        assertThat(failure)
                .hasMessage("The setting KEY_VAULT_CLIENT_SECRET_NAME must be a name in the vault (letters, digits and"
                        + " hyphens), not the secret itself.");
    }
}
