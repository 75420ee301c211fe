package io.github.usagebudget.plan;

import static io.github.usagebudget.plan.PlanFormat.CSV;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.THREE;
import static io.github.usagebudget.plan.Plans.TWO;
import static io.github.usagebudget.plan.Plans.faults;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvPlanTest {
    private static final String HEADER = "customerTenantId,amount,removeBudget\n";
    private static final String NO_HEADER =
            "must be the header customerTenantId,amount or customerTenantId,amount,removeBudget, in UTF-8; "
                    + "nothing else was read";
    private static final String BROKEN =
            "has a quote that is not closed, text after a closing quote, or a field far too long; "
                    + "nothing was read from there on";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customerTenantId,amount,removeBudget\n%s,100.10,\n%s,,true\n",
                "customerTenantId,amount,removeBudget\r\n%s,100.10,false\r\n%s,,true\r\n",
                "customerTenantId,amount,removeBudget\n%s,100.10,\n%s,,true",
                "\uFEFFcustomerTenantId,amount,removeBudget\n%s,100.10,\n%s,,true",
                "\n\ncustomerTenantId,amount,removeBudget\n\n%s,100.10,\n\n%s,,true\n\n",
                "\"customerTenantId\",\"amount\",\"removeBudget\"\n\"%s\",\"100.10\",\"\"\n\"%s\",\"\",\"true\"\n",
                "customerTenantId, amount, removeBudget\n  %s , 100.10 , \n%s, , true \n"
            })
    void reads_a_budget_a_row(String table) {
        assertThat(Plans.read(CSV, table.formatted(ONE, TWO)).budgets())
                .containsExactly(Plans.set(ONE, "100.10"), Plans.removed(TWO));
    }

    @Test
    void reads_a_table_that_removes_nothing() {
        assertThat(Plans.read(CSV, "customerTenantId,amount\n" + ONE + ",80").budgets())
                .containsExactly(Plans.set(ONE, "80"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"customerTenantId,amount", "customerTenantId,amount,removeBudget\r\n\r\n"})
    void reads_a_plan_of_nothing(String header) {
        assertThat(Plans.read(CSV, header).budgets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,        0
            -0,       0
            1e2,      100
            1.5E+1,   15
            0.10,     0.10
            """)
    void reads_an_amount_as_json_writes_it(String written, String plain) {
        assertThat(Plans.read(CSV, HEADER + ONE + "," + written + ",").budgets())
                .singleElement()
                .extracting(change -> change.amount().orElseThrow().plain())
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1",
                "01",
                ".5",
                "1.",
                "1e",
                "0x10",
                "1 000",
                "1'000",
                "€1",
                "1 EUR",
                "NaN",
                "Infinity",
                "null",
                "١",
                "1d",
                "--1",
                "\"1,000\"",
                "\"1,5\"",
                "\"1\n\"",
                "\t1"
            })
    void refuses_an_amount_that_json_would_not_have(String written) {
        assertThat(faults(CSV, HEADER + ONE + "," + written + ","))
                .containsExactly(new Fault("line 2/amount", "must be a number, or empty to remove the budget"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,            | line 2/amount       | is empty, which removes the budget: that needs removeBudget true
            ,false       | line 2/amount       | is empty, which removes the budget: that needs removeBudget true
            5,true       | line 2/removeBudget | must be true only where the amount is empty
            5,TRUE       | line 2/removeBudget | must be true or false
            5,1          | line 2/removeBudget | must be true or false
            5,yes        | line 2/removeBudget | must be true or false
            5            | line 2              | must have 3 fields, as the header has
            5,,          | line 2              | must have 3 fields, as the header has
            5,,,,,,,     | line 2              | must have 3 fields, as the header has
            5,00,        | line 2              | must have 3 fields, as the header has
            """)
    void names_the_line_and_the_column(String rest, String pointer, String why) {
        assertThat(faults(CSV, HEADER + ONE + "," + rest)).containsExactly(new Fault(pointer, why));
    }

    @Test
    void refuses_a_removal_where_the_column_for_it_is_missing() {
        assertThat(faults(CSV, "customerTenantId,amount\n" + ONE + ",\n"))
                .containsExactly(
                        new Fault("line 2/amount", "is empty, which removes the budget: that needs removeBudget true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contoso", "", "{0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01", "0c1e9a2b6f334a0e9d513f6a1f0e7d01"})
    void refuses_a_customer_that_is_no_guid(String customer) {
        assertThat(faults(CSV, HEADER + customer + ",1,"))
                .containsExactly(
                        new Fault("line 2/customerTenantId", "must be a GUID as text: the customer's Microsoft ID"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "customerTenantId",
                "amount,customerTenantId",
                "CustomerTenantId,Amount",
                "customerTenantId;amount",
                "customerTenantId\tamount",
                "customerTenantId,amount,expectedAmount",
                "customerTenantId,amount,",
                "customerTenantId,amount,removeBudget,reason",
                "0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01,100",
                "{\"budgets\":[]}",
                "sep=,"
            })
    void refuses_another_header(String header) {
        assertThat(faults(CSV, header + "\ncontoso,x,y,z"))
                .extracting(Fault::detail)
                .containsExactly(NO_HEADER);
    }

    @Test
    void names_the_line_where_the_header_should_be() {
        assertThat(faults(CSV, "")).containsExactly(new Fault("line 1", NO_HEADER));
        assertThat(faults(CSV, "\n\nx")).containsExactly(new Fault("line 3", NO_HEADER));
    }

    /** A quoted field may go on over many lines: the row is where it starts, and the next one where that starts. */
    @Test
    void counts_the_lines_inside_quotes() {
        assertThat(faults(CSV, HEADER + "\"a\r\nb\nc,\"\"d\"\"\",1,\r\n" + ONE + ",-1,"))
                .containsExactly(
                        new Fault("line 2/customerTenantId", "must be a GUID as text: the customer's Microsoft ID"),
                        new Fault("line 5/amount", "must not be negative"));
    }

    @Test
    void names_the_line_on_which_a_quote_is_opened_and_never_closed() {
        assertThat(faults(CSV, HEADER + ONE + ",-1,\n" + TWO + ",\"1,\n" + THREE + ",2,\n"))
                .containsExactly(new Fault("line 2/amount", "must not be negative"), new Fault("line 3", BROKEN));
    }

    @Test
    void refuses_a_quote_that_swallows_the_plan() {
        assertThat(faults(CSV, HEADER + "\"" + (ONE + ",1,\n").repeat(10_000)))
                .containsExactly(new Fault("line 2", BROKEN));
    }

    @Test
    void refuses_text_after_a_closing_quote() {
        assertThat(faults(CSV, HEADER + "\"" + ONE + "\" ,1,\n" + TWO + ",-1,"))
                .containsExactly(new Fault("line 2", BROKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\"0", " \"10\"", "10\""})
    void refuses_a_quote_inside_a_field_and_reads_on(String amount) {
        assertThat(faults(CSV, HEADER + ONE + "," + amount + ",\n" + TWO + ",-1,\n"))
                .containsExactly(
                        new Fault("line 2", "has a quote inside a field that does not begin with one"),
                        new Fault("line 3/amount", "must not be negative"));
    }

    @Test
    void names_the_line_that_is_not_utf_8() {
        var plan = HEADER + ONE + ",1,\nÖzil,2,\n" + TWO + ",-1,\n";
        assertThat(Plans.refusal(CSV, plan.getBytes(ISO_8859_1)).faults())
                .containsExactly(
                        new Fault("line 3", "is not UTF-8"), new Fault("line 4/amount", "must not be negative"));
    }

    @Test
    void refuses_another_encoding() {
        assertThat(Plans.refusal(CSV, HEADER.getBytes(UTF_16)).faults())
                .containsExactly(new Fault("line 1", NO_HEADER));
    }
}
