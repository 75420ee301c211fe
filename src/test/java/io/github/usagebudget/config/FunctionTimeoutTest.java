package io.github.usagebudget.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.config.SettingsCheck.FunctionTimeout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionTimeoutTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # time limit, functionTimeout, long enough
            4m,         ,           true
            270s,       ,           true
            271s,       ,           false
            10m,        ,           false
            28m,        00:30:00,   true
            PT29M30S,   00:30:00,   true
            PT29M31S,   00:30:00,   false
            4m,         00:04:20,   false
            23h,        1.00:00:00, true
            10m,        -1,         true
            4m,         30 minutes, false
            """)
    void the_time_limit_of_a_run_must_end_before_the_function_timeout(
            String limit, String timeout, boolean longEnough) {
        var settings = settings(limit, timeout);
        if (longEnough) assertThatCode(settings::checkTimeLimit).doesNotThrowAnyException();
        else
            assertThatThrownBy(settings::checkTimeLimit)
                    .isInstanceOf(BudgetFailure.class)
                    .hasMessageContaining("BUDGET_PLAN_TIME_LIMIT")
                    .hasMessageContaining("AzureFunctionsJobHost__functionTimeout");
    }

    @Test
    void the_settings_check_reports_it() {
        assertThat(SettingsCheck.faults(settings("10m", null)))
                .anyMatch(fault -> fault.contains("functionTimeout, which is 300 s"));
    }

    @Test
    void the_default_is_the_value_in_host_json() throws IOException {
        assertThat(Files.readString(Path.of("host.json"))).contains("\"functionTimeout\": \"00:05:00\"");
        assertThat(FunctionTimeout.OF_HOST_JSON).hasMinutes(5);
    }

    private static Settings settings(String limit, String timeout) {
        var values = timeout == null
                ? Map.of("BUDGET_PLAN_TIME_LIMIT", limit)
                : Map.of("BUDGET_PLAN_TIME_LIMIT", limit, FunctionTimeout.NAME, timeout);
        return new Settings(name -> Optional.ofNullable(values.get(name)));
    }
}
