package io.github.usagebudget.plan;

import static io.github.usagebudget.plan.PlanFormat.CSV;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.THREE;
import static io.github.usagebudget.plan.Plans.TWO;
import static io.github.usagebudget.plan.Plans.faults;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure.Fault;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of a table; its header: CsvHeaderTest, its numbers: CsvNumberTest. */
class CsvPlanTest {
    private static final String HEADER = "customerTenantId,amount,removeBudget\n";
    private static final String BROKEN =
            "has a quote that is not closed, text after a closing quote, or a field far too long; "
                    + "nothing was read from there on";
    private static final String QUOTE_INSIDE = "has a quote inside a field that does not begin with one: "
            + "put the field in quotes, and write each quote in it twice";
    private static final String NOT_UTF_8 = "is not UTF-8: save the sheet as \"CSV UTF-8\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customerTenantId,amount,removeBudget\n%s,100.10,\n%s,,true\n",
                "customerTenantId,amount,removeBudget\r\n%s,100.10,false\r\n%s,,true\r\n",
                "customerTenantId,amount,removeBudget\n%s,100.10,\n%s,,true",
                "\uFEFFcustomerTenantId,amount,removeBudget\n%s,100.10,\n%s,,true",
                "\n\ncustomerTenantId,amount,removeBudget\n\n%s,100.10,\n\n%s,,true\n\n",
                "\"customerTenantId\",\"amount\",\"removeBudget\"\n\"%s\",\"100.10\",\"\"\n\"%s\",\"\",\"true\"\n",
                "customerTenantId, amount, removeBudget\n  %s , 100.10 , \n%s, , true \n",
                "customerTenantId,amount,removeBudget\n%s,100.10,False\n%s,,TRUE",
                "customerTenantId;amount;removeBudget\r\n%s;100,10;\r\n%s;;true\r\n",
                "customerTenantId;amount;removeBudget\r\n\"%s\";\"100,10\";\"FALSE\"\r\n%s;;TRUE\r\n"
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

    /** StataCorp, "How Excel writes empty cells": it looks at a chunk of the sheet, and omits the last columns if they are empty there. */
    @Test
    void reads_a_row_whose_last_cells_are_empty_and_left_out() {
        var table = "customerTenantId,amount,removeBudget,#note\n%s,80\n%s,81,\n%s,82,,\n".formatted(ONE, TWO, THREE);
        assertThat(Plans.read(CSV, table).budgets())
                .containsExactly(Plans.set(ONE, "80"), Plans.set(TWO, "81"), Plans.set(THREE, "82"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",,", ",,,,,,", " , ,", "\"\",\"\",", "   "})
    void passes_over_a_row_with_nothing_in_it(String blank) {
        var table = blank + "\n" + HEADER + blank + "\n" + ONE + ",80,\n" + blank + "\n" + blank;
        assertThat(Plans.read(CSV, table).budgets()).containsExactly(Plans.set(ONE, "80"));
        assertThat(faults(CSV, table + "\n,-1,"))
                .containsExactly(
                        new Fault("line 7/customerTenantId", "must be a GUID as text: the customer's Microsoft ID"),
                        new Fault("line 7/amount", "must not be negative"));
    }

    @Test
    void passes_over_a_row_of_a_sheet_that_was_wide_once() {
        var wide = ",".repeat(20_000);
        assertThat(Plans.read(CSV, HEADER.strip() + wide + "\n" + ONE + ",80" + wide + "\n" + wide + "\n")
                        .budgets())
                .containsExactly(Plans.set(ONE, "80"));
        assertThat(faults(CSV, HEADER.strip() + wide + "\n" + ONE + ",80" + wide + "x"))
                .extracting(Fault::detail)
                .containsExactly(
                        "has a value in column 257 or after it, where the header is empty: write a name there that"
                                + " starts with #, or delete the value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d02,Fabrikam,no relationship",
                "# what follows is for May",
                " #,,,,,,,,x",
                "#\"quoted\" or not,x,y,z"
            })
    void passes_over_a_row_whose_id_begins_with_a_number_sign(String row) {
        assertThat(Plans.read(CSV, HEADER + row + "\n" + ONE + ",80,\n" + row).budgets())
                .containsExactly(Plans.set(ONE, "80"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,            | line 2/amount       | is empty, which removes the budget: that needs removeBudget true
            ,false       | line 2/amount       | is empty, which removes the budget: that needs removeBudget true
            ''           | line 2/amount       | is empty, which removes the budget: that needs removeBudget true
            5,true       | line 2/removeBudget | must be true only where the amount is empty
            5,TRUE       | line 2/removeBudget | must be true only where the amount is empty
            5,1          | line 2/removeBudget | "1" is neither true nor false: write true, or leave it empty
            5,yes        | line 2/removeBudget | "yes" is neither true nor false: write true, or leave it empty
            5,WAHR       | line 2/removeBudget | "WAHR" is neither true nor false: write true, or leave it empty
            5,VERDADERO  | line 2/removeBudget | the text is neither true nor false: write true, or leave it empty
            none,true    | line 2/amount       | is no amount: to remove the budget leave it empty, and write true in removeBudget
            5,,          | line 2              | has 4 fields, and the header has 3: put a text with a comma in quotes, and write amounts such as 1234.50
            5,00,        | line 2              | has 4 fields, and the header has 3: put a text with a comma in quotes, and write amounts such as 1234.50
            5,,,,,,,x    | line 2              | has 9 fields, and the header has 3: put a text with a comma in quotes, and write amounts such as 1234.50
            5,00         | line 2/removeBudget | "00" is neither true nor false: write true, or leave it empty
            """)
    void names_the_line_and_the_column(String rest, String pointer, String why) {
        assertThat(faults(CSV, HEADER + ONE + "," + rest).get(0)).isEqualTo(new Fault(pointer, why));
    }

    @Test
    void says_how_to_write_a_decimal_comma_that_became_a_column() {
        assertThat(faults(CSV, "customerTenantId,amount\n" + ONE + ",1234,50"))
                .containsExactly(new Fault(
                        "line 2",
                        "has 3 fields, and the header has 2: put a text with a comma in quotes,"
                                + " and write amounts such as 1234.50"));
        assertThat(faults(CSV, "customerTenantId;amount\n" + ONE + ";1234;50"))
                .containsExactly(new Fault(
                        "line 2",
                        "has 3 fields, and the header has 2: put a text with a semicolon in"
                                + " quotes, and write amounts such as 1234,50"));
    }

    @Test
    void refuses_a_value_that_no_column_is_named_for() {
        assertThat(faults(CSV, "customerTenantId,amount,\n" + ONE + ",1,check this\n" + TWO + ",-1,"))
                .containsExactly(
                        new Fault(
                                "line 2",
                                "has a value in column 3 or after it, where the header is empty: write a name there that"
                                        + " starts with #, or delete the value"),
                        new Fault("line 3/amount", "must not be negative"));
    }

    @Test
    void refuses_a_removal_where_the_column_for_it_is_missing() {
        assertThat(faults(CSV, "customerTenantId,amount\n" + ONE + ",\n"))
                .containsExactly(
                        new Fault("line 2/amount", "is empty, which removes the budget: that needs removeBudget true"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''         |
            none       | none
            NONE       | none
            0          | 0
            300.000000 | 300.000000
            """)
    void expects_what_the_column_says(String written, String expected) {
        var change = Plans.read(CSV, "customerTenantId,expectedAmount,amount\n" + ONE + "," + written + ",5")
                .budgets()
                .get(0);
        assertThat(change.expected().map(Budget::toString)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void reads_an_expected_amount_with_a_decimal_comma() {
        assertThat(Plans.read(CSV, "customerTenantId;expectedAmount;amount\n" + ONE + ";80,50;5")
                        .budgets()
                        .get(0)
                        .expected())
                .contains(Budget.of(new BigDecimal("80.50")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            null  | "null" has letters: write plain digits, with a dot before the decimals, such as 1234.50, or none for no budget
            €80   | "€80" has a currency sign: write plain digits, with a dot before the decimals, such as 1234.50, or none for no budget
            -1    | must be an amount that a budget can have
            """)
    void refuses_another_expected_amount(String written, String why) {
        assertThat(faults(CSV, "customerTenantId,expectedAmount,amount\n" + ONE + "," + written + ",5"))
                .containsExactly(new Fault("line 2/expectedAmount", why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contoso", "", "{0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01", "0c1e9a2b6f334a0e9d513f6a1f0e7d01"})
    void refuses_a_customer_that_is_no_guid(String customer) {
        assertThat(faults(CSV, HEADER + customer + ",1,"))
                .containsExactly(
                        new Fault("line 2/customerTenantId", "must be a GUID as text: the customer's Microsoft ID"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            companyName | Contoso
            companyName | '=Contoso
            companyName | -
            currency    | EUR
            currency    | ''
            domain      | contoso.example
            usage       | 1.234,56 €
            percentUsed | n/a
            #note       | 5" and more
            """)
    void takes_what_people_keep_beside_an_amount(String column, String value) {
        var quoted = '"' + value.replace("\"", "\"\"") + '"';
        assertThat(Plans.read(CSV, "customerTenantId,%s,amount\n%s,%s,1".formatted(column, ONE, quoted))
                        .budgets())
                .containsExactly(Plans.set(ONE, "1"));
    }

    @Test
    void checks_a_company_name_and_a_currency() {
        var table = "customerTenantId,amount,companyName,currency\n" + ONE + ",1," + "x".repeat(257) + ",eur";
        assertThat(faults(CSV, table))
                .containsExactly(
                        new Fault("line 2/companyName", "must be text of at most 256 characters"),
                        new Fault("line 2/currency", "must be three upper-case letters as text, such as EUR"));
    }

    /** The one that keeps a sheet from taking the name for a formula is none of the name's 256 characters. */
    @ParameterizedTest
    @ValueSource(strings = {"=", "+", "-", "@", "\t", "\r", "'"})
    void takes_one_apostrophe_off_a_text_that_would_else_be_a_formula(String start) {
        var name = start + "x".repeat(255);
        var table = "customerTenantId,amount,companyName\n" + ONE + ",1,\"%s\"";
        assertThat(Plans.read(CSV, table.formatted("'" + name)).budgets()).hasSize(1);
        assertThat(faults(CSV, table.formatted("''" + name))).hasSize(1);
        assertThat(faults(CSV, table.formatted("'x" + "x".repeat(255)))).hasSize(1);
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
                .containsExactly(new Fault("line 2", QUOTE_INSIDE), new Fault("line 3/amount", "must not be negative"));
    }

    @Test
    void names_the_line_that_is_not_utf_8() {
        var plan = HEADER + ONE + ",1,\nÖzil,2,\n#ö,3,\n" + TWO + ",-1,\n";
        assertThat(Plans.refusal(CSV, plan.getBytes(ISO_8859_1)).faults())
                .containsExactly(
                        new Fault("line 3", NOT_UTF_8),
                        new Fault("line 4", NOT_UTF_8),
                        new Fault("line 5/amount", "must not be negative"));
    }
}
