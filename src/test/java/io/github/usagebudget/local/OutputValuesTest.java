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
    void a_text_that_is_a_json_list_is_as_many_messages() {
        assertThat(OutputValues.messages("[\"a\",{\"b\":1}]")).containsExactly("a", "{\"b\":1}");
    }

    @Test
    void a_text_that_is_json_loses_digits_as_in_the_host() {
        assertThat(OutputValues.messages("{\"amount\":100.10}")).containsExactly("{\"amount\":100.1}");
    }

    @Test
    void a_lists_elements_keep_every_digit() {
        assertThat(OutputValues.messages(List.of("{\"amount\":100.10}"))).containsExactly("{\"amount\":100.10}");
    }

    @Test
    void no_element_is_no_message() {
        assertThat(OutputValues.messages(List.of())).isEmpty();
    }

    @Test
    void bytes_are_text_in_a_message_and_themselves_in_a_blob() {
        var bytes = "[1.0]".getBytes(StandardCharsets.UTF_8);
        assertThat(OutputValues.messages(bytes)).containsExactly("[1.0]");
        assertThat(OutputValues.bytes(bytes)).isSameAs(bytes);
    }
}
