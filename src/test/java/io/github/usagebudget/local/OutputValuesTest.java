package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputValuesTest {
    @Test
    void a_text_is_one_message() {
        assertThat(OutputValues.messages("hello")).containsExactly("hello");
    }

    @Test
    void each_element_of_a_json_array_is_a_message() {
        assertThat(OutputValues.messages("[\"a\",{\"b\":1}]")).containsExactly("a", "{\"b\":1}");
    }

    @Test
    void a_json_text_loses_trailing_zeros_as_in_the_host() {
        assertThat(OutputValues.messages("{\"amount\":100.10}")).containsExactly("{\"amount\":100.1}");
    }

    @Test
    void elements_of_a_list_keep_every_digit() {
        assertThat(OutputValues.messages(List.of("{\"amount\":100.10}"))).containsExactly("{\"amount\":100.10}");
    }

    @Test
    void an_empty_list_sends_no_message() {
        assertThat(OutputValues.messages(List.of())).isEmpty();
    }

    @Test
    void bytes_become_text_in_a_message_and_stay_bytes_in_a_blob() {
        var bytes = "[1.0]".getBytes(StandardCharsets.UTF_8);
        assertThat(OutputValues.messages(bytes)).containsExactly("[1.0]");
        assertThat(OutputValues.bytes(bytes)).isSameAs(bytes);
    }
}
