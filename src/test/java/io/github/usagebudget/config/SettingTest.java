package io.github.usagebudget.config;

import static io.github.usagebudget.config.SettingsTest.refused;
import static io.github.usagebudget.config.SettingsTest.unset;
import static io.github.usagebudget.config.SettingsTest.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of each type of setting. */
class SettingTest {
    private enum Colour {
        RED,
        DARK_BLUE
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

    /** The cause would quote the value, which can be a secret in the wrong place. */
    @Test
    void an_invalid_setting_is_reported_without_the_parsers_message() {
        var failure = refused(() -> with(Setting.BUDGET_MAX_AMOUNT, "ten").find(Setting.BUDGET_MAX_AMOUNT));
        assertThat(failure).hasNoCause();
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
