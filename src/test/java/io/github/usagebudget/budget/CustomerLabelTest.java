package io.github.usagebudget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CustomerLabelTest {
    @Test
    void control_characters_and_line_breaks_become_spaces_and_outer_spaces_are_removed() {
        assertThat(label("\t Fabrikam\r\nGmbH\u0000\u0085 ")).isEqualTo("Fabrikam  GmbH");
        assertThat(label("a\u2028b\u2029c")).isEqualTo("a b c");
    }

    @Test
    void a_character_that_a_plan_cannot_contain_becomes_a_space() {
        assertThat(label("a\uFFFDb\uD800c")).isEqualTo("a b c");
    }

    @Test
    void right_to_left_text_keeps_its_marks() {
        assertThat(label("\u200Fשלום\u200E \uD83D\uDE00")).isEqualTo("\u200Fשלום\u200E \uD83D\uDE00");
    }

    @Test
    void a_long_text_is_cut_to_256_code_points() {
        assertThat(label("x".repeat(257))).isEqualTo("x".repeat(256));
        assertThat(label("\uD83D\uDE00".repeat(257))).isEqualTo("\uD83D\uDE00".repeat(256));
        assertThat(label("x".repeat(255) + " y")).isEqualTo("x".repeat(255));
    }

    @Test
    void a_blank_text_is_no_label() {
        assertThat(CustomerLabel.of(" \r\n ")).isEmpty();
    }

    private static String label(String text) {
        return Optional.of(text).flatMap(CustomerLabel::of).orElseThrow();
    }
}
