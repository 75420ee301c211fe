package io.github.usagebudget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextLabelTest {
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
    void spaces_of_any_kind_are_removed_from_the_ends_and_kept_inside() {
        assertThat(label("\u00A0 Fabrikam\u00A0GmbH\u2007\u202F\u3000")).isEqualTo("Fabrikam\u00A0GmbH");
        assertThat(label("x".repeat(255) + "\u00A0y")).isEqualTo("x".repeat(255));
    }

    @ParameterizedTest
    @ValueSource(strings = {" \r\n ", "\u00A0", "\u200B", "\u200F \u200E", "\uFEFF"})
    void a_text_without_visible_characters_is_not_a_label(String text) {
        assertThat(SafeText.label(text)).isEmpty();
    }

    private static String label(String text) {
        return Optional.of(text).flatMap(SafeText::label).orElseThrow();
    }
}
