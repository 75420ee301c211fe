package io.github.usagebudget.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTableTest {
    @Test
    void a_table_starts_with_a_byte_order_mark_and_its_rows_end_with_cr_lf() {
        var table = new CsvTable(CsvDialect.COMMA);
        table.row("a", "b");
        table.row(Optional.empty(), Optional.of("c"));
        assertThat(table).hasToString("\uFEFFa,b\r\n,c\r\n");
    }

    @Test
    void numbers_keep_every_digit_and_have_the_decimal_sign_of_the_dialect() {
        for (var dialect : CsvDialect.values()) {
            var table = new CsvTable(dialect);
            table.row(new BigDecimal("100.10"), new BigDecimal("1E+2"), Optional.of(new BigDecimal("-0.5")));
            assertThat(table)
                    .hasToString(
                            dialect == CsvDialect.COMMA ? "\uFEFF100.10,100,-0.5\r\n" : "\uFEFF100,10;100;-0,5\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            # text        | written
            Fabrikam      | Fabrikam
            A, B          | "A, B"
            A; B          | "A; B"
            The "A"       | "The ""A""\"
            =1+1          | '=1+1
            +49           | '+49
            -             | '-
            @A            | '@A
            '=1           | ''=1
            ''            | '''
            '             | '
            'A            | 'A
            'A'           | 'A'
            =A,B          | "'=A,B"
            #A            | #A
            1=1           | 1=1
            """)
    void text_is_quoted_and_never_a_formula(String text, String written) {
        var table = new CsvTable(CsvDialect.COMMA);
        table.row(text);
        assertThat(table).hasToString("\uFEFF" + written + "\r\n");
    }
}
