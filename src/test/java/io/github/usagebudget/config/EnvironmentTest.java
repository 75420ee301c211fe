package io.github.usagebudget.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uses PATH, which every environment has. */
class EnvironmentTest {
    @AfterEach
    void unset() {
        System.clearProperty("PATH");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "unset",
            value = {"unset, false", "'', false", "' ', false", "given, true"})
    void a_system_property_overrides_the_environment_unless_it_is_blank(String property, boolean wins) {
        if (property != null) System.setProperty("PATH", property);
        assertThat(Environment.get("PATH")).contains(wins ? property : System.getenv("PATH"));
    }
}
