package io.github.usagebudget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    /** The table uses Java's escapes for control characters and most characters that are not ASCII. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
                    plain text, 100.10 €        | plain text, 100.10 €
                    a\\r\\nforged               | a forged
                    a\\nb\\tc\\0d               | a b c d
                    a\\u001b[31mb               | a [31mb
                    a\\u007fb                   | a b
                    a\\u0085b\\u009bc           | a b c
                    a\\u2028b\\u2029c           | a b c
                    a\\u202eb\\u2066c\\u200fd   | a b c d
                    a\\u061cb                   | a b
                    a\\u200bb\\u2060c\\ufeffd   | a b c d
                    a\\u00adb                   | a b
                    a\\ud800b                   | a b
                    a\\udc00                    | 'a '
                    \\udc00\\ud800              | ' '
                    \\ud83d\\ude00              | \\ud83d\\ude00
                    a\\udb40\\udc41b            | a b
                    Grüße, 顧客                 | Grüße, 顧客
                    """)
    void each_run_of_unsafe_characters_becomes_one_space(String text, String expected) {
        assertThat(SafeText.of(unescaped(text), 100)).isEqualTo(unescaped(expected));
        assertThat(SafeText.line(unescaped(text))).isEqualTo(unescaped(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    abcde                        | 5 | abcde
                    abcdef                       | 5 | abcd…
                    ''                           | 1 | ''
                    ab                           | 1 | …
                    \\ud83d\\ude00\\ud83d\\ude00 | 2 | \\ud83d\\ude00\\ud83d\\ude00
                    \\ud83d\\ude00\\ud83d\\ude00 | 1 | …
                    a\\ud83d\\ude00b\\ud83d\\ude00 | 3 | a\\ud83d\\ude00…
                    ab\\r\\n\\r\\n               | 3 | 'ab '
                    abc\\r\\n\\r\\n              | 3 | ab…
                    """)
    void a_long_text_is_cut_between_code_points(String text, int maxLength, String expected) {
        assertThat(SafeText.of(unescaped(text), maxLength)).isEqualTo(unescaped(expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void any_text_becomes_one_line_of_valid_utf_8(int maxLength) {
        var everything = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        for (var from = 0; from + 97 < everything.length(); from += 97) {
            var expected = SafeText.of(everything.substring(from, from + 97), maxLength);
            assertThat(expected.codePointCount(0, expected.length())).isLessThanOrEqualTo(maxLength);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(expected)).isTrue();
            assertThat(expected.lines().count()).isEqualTo(1);
            assertThat(expected).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
        }
    }

    @Test
    void a_safe_text_is_not_copied() {
        var text = "{\"amount\":100.10}";
        assertThat(SafeText.of(text, 100)).isSameAs(text);
        assertThat(SafeText.line(text)).isSameAs(text);
    }

    @Test
    void a_log_line_has_a_maximum_length() {
        assertThat(SafeText.line("x".repeat(100_000))).hasSize(30_000).endsWith("x…");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            x|x
              x y  |x y
            \\uFEFF\\r\\n\\tx\\u00A0y\\u00A0\\u200B\\0|x\\u00A0y
            \\uDB40\\uDC01x\\uDB40\\uDC01|x
            \\uD83D\\uDE00 |\\uD83D\\uDE00
            \\uD83D|\\uD83D
            \\u3000 \\u2028|''
            ''|''
            """)
    void invisible_characters_around_a_text_are_trimmed(String text, String trimmed) {
        assertThat(SafeText.trimmed(unescaped(text))).isEqualTo(unescaped(trimmed));
    }

    private static String unescaped(String text) {
        var plain = new StringBuilder();
        for (var at = 0; at < text.length(); at++) {
            if (text.charAt(at) != '\\') plain.append(text.charAt(at));
            else {
                at++;
                switch (text.charAt(at)) {
                    case 'r' -> plain.append('\r');
                    case 'n' -> plain.append('\n');
                    case 't' -> plain.append('\t');
                    case '0' -> plain.append('\0');
                    default -> {
                        plain.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                        at += 4;
                    }
                }
            }
        }
        return plain.toString();
    }
}
