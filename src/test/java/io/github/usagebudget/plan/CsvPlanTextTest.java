package io.github.usagebudget.plan;

import static io.github.usagebudget.plan.PlanReader.PlanFormat.CSV;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.THREE;
import static io.github.usagebudget.plan.Plans.TWO;
import static io.github.usagebudget.plan.Plans.faults;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a table: lines, quotes and encoding. */
class CsvPlanTextTest {
    private static final String HEADER = "customerTenantId,amount,removeBudget\n";
    private static final String BROKEN =
            "has a quote that is not closed, text after a closing quote, or a field far too long; "
                    + "nothing was read from there on";
    private static final String QUOTE_INSIDE = "has a quote inside a field that does not begin with one: "
            + "put the field in quotes, and write each quote in it twice";
    private static final String NOT_UTF_8 = "is not UTF-8: save the sheet as \"CSV UTF-8\"";

    @Test
    void reads_lines_that_end_with_a_carriage_return() {
        assertThat(Plans.read(CSV, "customerTenantId;amount\r" + ONE + ";1,50\r" + TWO + ";2\r")
                        .budgets())
                .containsExactly(Plans.set(ONE, "1.50"), Plans.set(TWO, "2"));
    }

    /** A quoted field can span many lines. A row is named after the line on which it starts. */
    @Test
    void counts_the_lines_inside_quotes() {
        assertThat(faults(CSV, HEADER + "\"a\r\nb\nc,\"\"d\"\"\",1,\r\n" + ONE + ",-1,"))
                .containsExactly(
                        new FieldFault(
                                "line 2/customerTenantId", "must be a GUID as text: the customer's Microsoft ID"),
                        new FieldFault("line 5/amount", "must not be negative"));
    }

    @Test
    void names_the_line_of_a_quote_that_is_never_closed() {
        assertThat(faults(CSV, HEADER + ONE + ",-1,\n" + TWO + ",\"1,\n" + THREE + ",2,\n"))
                .containsExactly(
                        new FieldFault("line 2/amount", "must not be negative"), new FieldFault("line 3", BROKEN));
    }

    @Test
    void reports_one_fault_for_an_unclosed_quote_at_the_start() {
        assertThat(faults(CSV, HEADER + "\"" + (ONE + ",1,\n").repeat(10_000)))
                .containsExactly(new FieldFault("line 2", BROKEN));
    }

    @Test
    void refuses_text_after_a_closing_quote() {
        assertThat(faults(CSV, HEADER + "\"" + ONE + "\" ,1,\n" + TWO + ",-1,"))
                .containsExactly(new FieldFault("line 2", BROKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\"0", " \"10\"", "10\""})
    void refuses_a_quote_inside_a_field_and_continues(String amount) {
        assertThat(faults(CSV, HEADER + ONE + "," + amount + ",\n" + TWO + ",-1,\n"))
                .containsExactly(
                        new FieldFault("line 2", QUOTE_INSIDE),
                        new FieldFault("line 3/amount", "must not be negative"));
    }

    @Test
    void names_the_line_that_is_not_utf_8() {
        var plan = HEADER + ONE + ",1,\nÖzil,2,\n#ö,3,\n" + TWO + ",-1,\n";
        assertThat(Plans.refusal(CSV, plan.getBytes(ISO_8859_1)).faults())
                .containsExactly(
                        new FieldFault("line 3", NOT_UTF_8),
                        new FieldFault("line 4", NOT_UTF_8),
                        new FieldFault("line 5/amount", "must not be negative"));
    }
}
