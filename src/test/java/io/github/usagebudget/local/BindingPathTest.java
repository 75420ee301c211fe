package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BindingPathTest {
    @AfterEach
    void unset() {
        System.clearProperty("LOCAL_TEST_BLOB");
    }

    @Test
    void a_setting_can_contain_expressions() {
        System.setProperty("LOCAL_TEST_BLOB", "budgets/reports/{DateTime}.json");
        assertThat(BindingPath.resolved("%LOCAL_TEST_BLOB%", Map.of()))
                .matches("budgets/reports/20\\d\\d-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ\\.json");
    }

    @Test
    void a_blank_setting_counts_as_missing() {
        System.setProperty("LOCAL_TEST_BLOB", " ");
        assertThat(BindingPath.missingSetting("a/%LOCAL_TEST_BLOB%")).contains("LOCAL_TEST_BLOB");
        assertThatThrownBy(() -> BindingPath.resolved("%LOCAL_TEST_BLOB%", Map.of()))
                .hasMessage("%LOCAL_TEST_BLOB% does not resolve to a value");
    }

    @Test
    void the_triggers_data_overrides_the_hosts_names() {
        var data = Trigger.of("{\"datetime\":\"now\",\"runId\":\"a/b$1\"}").data();
        assertThat(BindingPath.resolved("x/{DateTime}/{RUNID}", data)).isEqualTo("x/now/a/b$1");
    }

    @Test
    void a_null_or_array_member_has_no_value() {
        var data = Trigger.of("{\"a\":null,\"b\":[1]}").data();
        assertThatThrownBy(() -> BindingPath.resolved("{a}", data)).hasMessage("no value for {a}");
        assertThatThrownBy(() -> BindingPath.resolved("{b}", data)).hasMessage("no value for {b}");
    }
}
