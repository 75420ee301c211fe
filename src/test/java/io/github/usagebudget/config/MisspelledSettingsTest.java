package io.github.usagebudget.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A misspelled guard rail protects nothing, so the function writes nothing until it is corrected. */
class MisspelledSettingsTest {
    @AfterEach
    void unset() {
        System.clearProperty("BUDGET_MAX_AMMOUNT");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # variable,                   closest setting
            BUDGET_MAX_AMMOUNT,           BUDGET_MAX_AMOUNT
            BUDGET_MAX_AMOUNT_,           BUDGET_MAX_AMOUNT
            BUDGET_MAXAMOUNT,             BUDGET_MAX_AMOUNT
            budget_max_amount,            BUDGET_MAX_AMOUNT
            Budget_Plan_Max_Total,        BUDGET_PLAN_MAX_TOTAL
            BUDGET_PLAN_MAX_REMOVAL,      BUDGET_PLAN_MAX_REMOVALS
            BUDGET_PLAN_DRYRUN,           BUDGET_PLAN_DRY_RUN
            BUDGET_PLAN_SHEDULE,          BUDGET_PLAN_SCHEDULE
            BUDGET_BATCH_QUEU,            BUDGET_BATCH_QUEUE
            CALLER_AUTHN,                 CALLER_AUTH
            caller_auth,                  CALLER_AUTH
            CALLER_ROLES,                 CALLER_ROLE
            BUDGET_MAX_AMOUNT_IN_DOLLARS, BUDGET_MAX_AMOUNT
            """)
    void an_unknown_name_like_a_guard_rails_is_misconfigured(String variable, String closest) {
        var settings = settings(Map.of(variable, "1000"));
        var failure = catchThrowableOfType(BudgetFailure.class, settings::refuseUnknown);
        assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageStartingWith(variable + " is not a setting. Did you mean " + closest + "?");
        assertThat(failure).hasMessageNotContaining("1000");
        assertThat(SettingsCheck.faults(settings))
                .contains(variable + " is not a setting. Did you mean " + closest + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BUDGET_SERVICE_HOST",
                "BUDGET_SERVICE_PORT",
                "BUDGET_SERVICE_PORT_HTTP",
                "BUDGET_PORT",
                "BUDGET_API_PORT_8080_TCP",
                "BUDGET_PORT_80_TCP_ADDR",
                "BUDGET_PORT_53_UDP_PROTO",
                "CALLER_PORT",
                "BUDGETS",
                "MY_BUDGET_MAX_AMOUNT",
                "APPSETTING_BUDGET_MAX_AMMOUNT",
                "PATH"
            })
    void variables_of_other_programs_are_ignored(String variable) {
        assertThatNoException().isThrownBy(settings(Map.of(variable, "x"))::refuseUnknown);
    }

    @ParameterizedTest
    @MethodSource("io.github.usagebudget.config.Setting#values")
    void every_setting_is_known(Setting<?> setting) {
        var settings = settings(Map.of(setting.name(), "x"));
        assertThatNoException().isThrownBy(settings::refuseUnknown);
        assertThat(SettingsCheck.warnings(settings)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BUDGET_PLAN_SCHEDULE", "BUDGET_BATCH_QUEUE"})
    void a_setting_that_the_host_resolves_is_known(String name) {
        assertThatNoException().isThrownBy(settings(Map.of(name, "x"))::refuseUnknown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_blank_value_counts_as_not_set(String value) {
        assertThatNoException().isThrownBy(settings(Map.of("BUDGET_MAX_AMMOUNT", value))::refuseUnknown);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PARTNER_CENTER_DEADLNE, PARTNER_CENTER_DEADLINE
            partner_center_grant,   PARTNER_CENTER_GRANT
            KEY_VAULT_URI,          KEY_VAULT_URL
            """)
    void an_unknown_name_like_another_setting_is_a_warning(String variable, String closest) {
        var settings = settings(Map.of(variable, "x"));
        assertThatNoException().isThrownBy(settings::refuseUnknown);
        assertThat(SettingsCheck.warnings(settings))
                .containsExactly(variable + " is not a setting. Did you mean " + closest + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEY_VAULT_NAME", "KEY_VAULT_SERVICE_HOST", "PARTNER_CENTER_PORT_80_TCP"})
    void variables_of_other_programs_cause_no_warning(String variable) {
        assertThat(SettingsCheck.warnings(settings(Map.of(variable, "x")))).isEmpty();
    }

    @Test
    void the_message_has_at_most_ten_names_on_one_line() {
        var variables = new TreeMap<String, String>();
        for (var i = 10; i < 25; i++) variables.put("BUDGET_" + i + "\n" + "x".repeat(100), "x");
        var failure = catchThrowableOfType(BudgetFailure.class, settings(variables)::refuseUnknown);
        assertThat(failure.getMessage().split("is not a setting")).hasSize(11);
        assertThat(failure.getMessage()).doesNotContain("\n").hasSizeLessThan(2_000);
    }

    @Test
    void system_properties_are_checked_like_variables() {
        assertThat(Environment.names()).allMatch(MisspelledSettings::looksLikeSetting);
        var settings = new Settings();
        assertThatNoException().isThrownBy(settings::refuseUnknown);
        System.setProperty("BUDGET_MAX_AMMOUNT", "1000");
        assertThat(catchThrowableOfType(BudgetFailure.class, settings::refuseUnknown))
                .hasMessageContaining("BUDGET_MAX_AMMOUNT");
    }

    private static Settings settings(Map<String, String> variables) {
        return new Settings(name -> Optional.ofNullable(variables.get(name)), () -> List.copyOf(variables.keySet()));
    }
}
