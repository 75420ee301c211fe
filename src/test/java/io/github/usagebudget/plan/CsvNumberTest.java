package io.github.usagebudget.plan;

import static io.github.usagebudget.plan.CsvDialect.COMMA;
import static io.github.usagebudget.plan.CsvDialect.SEMICOLON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.plan.CsvDialect.CsvNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in the notations of people and spreadsheets in many countries. */
class CsvNumberTest {
    private static final String WRITE_A_DOT = ": write plain digits, with a dot before the decimals, such as 1234.50";
    private static final String WRITE_A_COMMA =
            ": write plain digits, with a comma before the decimals, such as 1234,50";

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "0.10", "100", "100.10", "1234567.89", "-5", "0.000000"})
    void reads_plain_digits(String field) {
        assertThat(CsvNumber.plain(field, COMMA)).contains(field);
        assertThat(CsvNumber.plain(field.replace('.', ','), SEMICOLON)).contains(field);
    }

    @Test
    void reads_only_the_decimal_sign_of_the_file() {
        assertThat(CsvNumber.plain("1234.50", SEMICOLON)).isEmpty();
        assertThat(CsvNumber.plain("1234,50", COMMA)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1",
                "01",
                "-01",
                ".5",
                "1.",
                "1e",
                "1e2",
                "1E+05",
                "0x10",
                "1 000",
                "1'000",
                "€1",
                "1 EUR",
                "NaN",
                "Infinity",
                "null",
                "١",
                "１",
                "1d",
                "--1",
                "-",
                "1,000",
                "1,5",
                "1\n",
                "\t1",
                "1-",
                "(1)",
                "1%",
                "1.2.3",
                "'1",
                "=1",
                "#1",
                "1\u00A0",
                "\u2212" + "1",
                "1/2"
            })
    void refuses_anything_but_plain_digits(String field) {
        assertThat(CsvNumber.plain(field, COMMA)).isEmpty();
        assertThat(CsvNumber.plain(field.replace(',', ';').replace('.', ',').replace(';', '.'), SEMICOLON))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1,234.50       | has a thousands separator
            1.234,50       | has a thousands separator
            1,234,567      | has a comma, which can stand before decimals or between thousands
            1234,50        | has a comma, which can stand before decimals or between thousands
            1,234          | has a comma, which can stand before decimals or between thousands
            1.234.567      | has a thousands separator
            1'234.50       | has a thousands separator
            1’234.50       | has a thousands separator
            '5             | has an apostrophe
            ’5             | has an apostrophe
            '1'234         | has a thousands separator
            100\\u200B     | has a zero width space (U+200B)
            1E+05          | has an exponent, which drops digits
            1.5e5          | has an exponent, which drops digits
            -1E-2          | has an exponent, which drops digits
            1,2E+05        | has an exponent, which drops digits
            €100           | has a currency sign
            100 €          | has a currency sign
            $1,234.50      | has a currency sign
            100 EUR        | has letters
            CHF 100        | has letters
            TBD            | has letters
            1 234.50       | has a space (U+0020)
            1\\u00A0234.50 | has a no-break space (U+00A0)
            100\\u00A0     | has a no-break space (U+00A0)
            1\\u202F234    | has a narrow no-break space (U+202F)
            1\\u2009234.50 | has a thin space (U+2009)
            100\\u0009     | has a tab (U+0009)
            1\\u000A2      | has a line break (U+000A)
            100%           | has a percent sign
            (100)          | has brackets
            \\u22125       | has a character that is not part of a number (U+2212)
            ١              | has a character that is not part of a number (U+0661)
            #REF!          | is what a sheet shows if a formula fails or a column is too narrow
            ######         | is what a sheet shows if a formula fails or a column is too narrow
            =A1*2          | is a formula, not its result
            007            | begins with a zero
            +100           | is not a plain number
            .5             | is not a plain number
            -              | is not a plain number
            """)
    void reports_what_is_wrong_and_what_to_write(String written, String why) {
        var field = unescaped(written);
        assertThat(CsvNumber.fault(field, COMMA))
                .endsWith("\" " + why + WRITE_A_DOT)
                .startsWith("\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1234.50   | has a dot, which can stand before decimals or between thousands in a file with semicolons
            1.234,50  | has a dot, which can stand before decimals or between thousands in a file with semicolons
            1.234     | has a dot, which can stand before decimals or between thousands in a file with semicolons
            1,234,567 | has a thousands separator
            1E+05     | has an exponent, which drops digits
            1234,50 € | has a currency sign
            """)
    void reports_the_same_for_a_file_with_semicolons(String field, String why) {
        assertThat(CsvNumber.fault(field, SEMICOLON)).isEqualTo('"' + field + "\" " + why + WRITE_A_COMMA);
    }

    @Test
    void shows_the_text_as_one_short_line() {
        assertThat(CsvNumber.safe("1,234.50")).isEqualTo("\"1,234.50\"");
        assertThat(CsvNumber.safe("1\r\n2\u202E3\u0085")).isEqualTo("\"1 2 3 \"");
        assertThat(CsvNumber.safe("1".repeat(10_000))).isEqualTo('"' + "1".repeat(39) + "…\"");
    }

    /** The text can come from another column or from the clipboard. */
    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "Contoso", "Müller & Co", "0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01", "eyJ0eXAi"})
    void shows_no_name_and_no_secret(String field) {
        assertThat(CsvNumber.safe(field)).isEqualTo("the text");
        assertThat(CsvNumber.fault(field, COMMA))
                .startsWith("the text has letters: write")
                .doesNotContain(field);
    }

    private static String unescaped(String text) {
        var plain = new StringBuilder();
        for (var i = 0; i < text.length(); i++) {
            if (text.startsWith("\\u", i)) {
                plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else plain.append(text.charAt(i));
        }
        return plain.toString();
    }
}
