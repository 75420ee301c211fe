package io.github.usagebudget.plan;

import static io.github.usagebudget.plan.PlanReader.PlanFormat.CSV;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.THREE;
import static io.github.usagebudget.plan.Plans.TWO;
import static io.github.usagebudget.plan.Plans.faults;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of a table; its header: CsvHeaderTest, its numbers: CsvNumberTest, its text: CsvPlanTextTest. */
class CsvPlanTest {
    private static final String HEADER = "customerTenantId,amount,removeBudget\n";

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
    void reads_one_budget_per_row(String table) {
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
    void reads_a_row_without_its_empty_last_cells() {
        var table = "customerTenantId,amount,removeBudget,#note\n%s,80\n%s,81,\n%s,82,,\n".formatted(ONE, TWO, THREE);
        assertThat(Plans.read(CSV, table).budgets())
                .containsExactly(Plans.set(ONE, "80"), Plans.set(TWO, "81"), Plans.set(THREE, "82"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",,", ",,,,,,", " , ,", "\"\",\"\",", "   "})
    void ignores_an_empty_row(String blank) {
        var table = blank + "\n" + HEADER + blank + "\n" + ONE + ",80,\n" + blank + "\n" + blank;
        assertThat(Plans.read(CSV, table).budgets()).containsExactly(Plans.set(ONE, "80"));
        assertThat(faults(CSV, table + "\n,-1,"))
                .containsExactly(
                        new FieldFault(
                                "line 7/customerTenantId", "must be a GUID as text: the customer's Microsoft ID"),
                        new FieldFault("line 7/amount", "must not be negative"));
    }

    @Test
    void ignores_an_empty_row_with_thousands_of_separators() {
        var wide = ",".repeat(20_000);
        assertThat(Plans.read(CSV, HEADER.strip() + wide + "\n" + ONE + ",80" + wide + "\n" + wide + "\n")
                        .budgets())
                .containsExactly(Plans.set(ONE, "80"));
        assertThat(faults(CSV, HEADER.strip() + wide + "\n" + ONE + ",80" + wide + "x"))
                .extracting(FieldFault::detail)
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
    void ignores_a_row_whose_id_starts_with_a_number_sign(String row) {
        assertThat(Plans.read(CSV, HEADER + row + "\n" + ONE + ",80,\n" + row).budgets())
                .containsExactly(Plans.set(ONE, "80"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#NV",
                "#BEZUG!", "#WERT!", "#n/a"
            })
    void refuses_a_row_whose_id_is_a_formula_that_failed(String error) {
        var fault = "is " + error + ", which a sheet shows if a formula fails";
        assertThat(faults(CSV, HEADER + error + ",80,\n\u00A0" + error + "\u00A0,80,\n" + error + "?,80,"))
                .containsExactly(
                        new FieldFault("line 2/customerTenantId", fault),
                        new FieldFault("line 3/customerTenantId", fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            amount,companyName          | 1234,50     | can mean 1234.50 or 1234, because a field of 50 follows the number: write 1234.50 or 1234.00, or put 50 in quotes
            amount,companyName,currency | 1234,5,EUR  | can mean 1234.5 or 1234, because a field of 5 follows the number: write 1234.5 or 1234.00, or put 5 in quotes
            amount,#note                | 0,99        | can mean 0.99 or 0, because a field of 99 follows the number: write 0.99 or 0.00, or put 99 in quotes
            expectedAmount,domain,amount | 80,50,5    | can mean 80.50 or 80, because a field of 50 follows the number: write 80.50 or 80.00, or put 50 in quotes
            amount,"currency"           | "1234",50   | can mean 1234.50 or 1234, because a field of 50 follows the number: write 1234.50 or 1234.00, or put 50 in quotes
            """)
    void refuses_an_amount_that_a_decimal_comma_may_have_split(String columns, String fields, String why) {
        assertThat(faults(CSV, "customerTenantId," + columns + "\n" + ONE + "," + fields))
                .containsExactly(new FieldFault("line 2", why));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ,amount,companyName  | ,1234,"50"
            ,amount,companyName  | ,1234.00,50
            ,amount,companyName  | ,1234,365
            ,amount,companyName  | ,1234,5a
            ,amount,usage        | ,1234,50
            ,amount,percentUsed  | ,1234,50
            ;amount;companyName  | ;1234;50
            """)
    void accepts_a_number_next_to_an_amount_that_no_comma_can_have_split(String columns, String fields) {
        assertThat(Plans.read(CSV, "customerTenantId" + columns + "\n" + ONE + fields)
                        .budgets()
                        .get(0)
                        .amount()
                        .orElseThrow()
                        .value())
                .isEqualByComparingTo("1234");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount,removeBudget  | ,true_  | line 2/removeBudget   | has a no-break space (U+00A0): write true, or leave it empty
            amount,removeBudget  | 5,_False | line 2/removeBudget  | has a no-break space (U+00A0): write true, or leave it empty
            amount,expectedAmount | 5,none_ | line 2/expectedAmount | has a no-break space (U+00A0): write none for no budget
            """)
    void names_an_invisible_character_next_to_a_word(String columns, String fields, String pointer, String why) {
        assertThat(faults(CSV, "customerTenantId," + columns + "\n" + ONE + "," + fields.replace('_', '\u00A0')))
                .anySatisfy(fault -> {
                    assertThat(fault.pointer()).isEqualTo(pointer);
                    assertThat(fault.detail()).endsWith("\" " + why);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,            | line 2/amount       | is empty, which removes the budget: set removeBudget to true
            ,false       | line 2/amount       | is empty, which removes the budget: set removeBudget to true
            ''           | line 2/amount       | is empty, which removes the budget: set removeBudget to true
            5,true       | line 2/removeBudget | must not be true if there is an amount: to remove the budget, the amount must be empty
            5,TRUE       | line 2/removeBudget | must not be true if there is an amount: to remove the budget, the amount must be empty
            5,1          | line 2/removeBudget | "1" is neither true nor false: write true, or leave it empty
            5,yes        | line 2/removeBudget | "yes" is neither true nor false: write true, or leave it empty
            5,WAHR       | line 2/removeBudget | "WAHR" is neither true nor false: write true, or leave it empty
            5,VERDADERO  | line 2/removeBudget | the text is neither true nor false: write true, or leave it empty
            none,true    | line 2/amount       | is not an amount: to remove the budget, leave it empty and write true in removeBudget
            5,,          | line 2              | has 4 fields, and the header has 3: put a text with a comma in quotes, and write amounts such as 1234.50
            5,00,        | line 2              | has 4 fields, and the header has 3: put a text with a comma in quotes, and write amounts such as 1234.50
            5,,,,,,,x    | line 2              | has 9 fields, and the header has 3: put a text with a comma in quotes, and write amounts such as 1234.50
            5,00         | line 2/removeBudget | "00" is neither true nor false: write true, or leave it empty
            """)
    void names_the_line_and_the_column(String rest, String pointer, String why) {
        assertThat(faults(CSV, HEADER + ONE + "," + rest).get(0)).isEqualTo(new FieldFault(pointer, why));
    }

    @Test
    void reports_how_to_write_a_decimal_comma_that_split_a_column() {
        assertThat(faults(CSV, "customerTenantId,amount\n" + ONE + ",1234,50"))
                .containsExactly(new FieldFault(
                        "line 2",
                        "has 3 fields, and the header has 2: put a text with a comma in quotes,"
                                + " and write amounts such as 1234.50"));
        assertThat(faults(CSV, "customerTenantId;amount\n" + ONE + ";1234;50"))
                .containsExactly(new FieldFault(
                        "line 2",
                        "has 3 fields, and the header has 2: put a text with a semicolon in"
                                + " quotes, and write amounts such as 1234,50"));
    }

    @Test
    void refuses_a_value_in_a_column_without_a_name() {
        assertThat(faults(CSV, "customerTenantId,amount,\n" + ONE + ",1,check this\n" + TWO + ",-1,"))
                .containsExactly(
                        new FieldFault(
                                "line 2",
                                "has a value in column 3 or after it, where the header is empty: write a name there that"
                                        + " starts with #, or delete the value"),
                        new FieldFault("line 3/amount", "must not be negative"));
    }

    @Test
    void refuses_a_removal_without_the_column_for_it() {
        assertThat(faults(CSV, "customerTenantId,amount\n" + ONE + ",\n"))
                .containsExactly(new FieldFault(
                        "line 2/amount", "is empty, which removes the budget: set removeBudget to true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contoso", "", "{0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01", "0c1e9a2b6f334a0e9d513f6a1f0e7d01"})
    void refuses_a_customer_that_is_not_a_guid(String customer) {
        assertThat(faults(CSV, HEADER + customer + ",1,"))
                .containsExactly(new FieldFault(
                        "line 2/customerTenantId", "must be a GUID as text: the customer's Microsoft ID"));
    }

    /** People cannot see them, and the id is clear without them. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00A0", "\u200B", "\u202F\t", "\uFEFF", " \u2003 "})
    void reads_a_name_and_an_id_with_invisible_characters_around_them(String around) {
        var name = around + "amount" + around;
        var id = around + ONE + around;
        assertThat(Plans.read(CSV, "customerTenantId," + name + "\n" + id + ",5")
                        .budgets())
                .containsExactly(Plans.set(ONE, "5"));
    }
}
