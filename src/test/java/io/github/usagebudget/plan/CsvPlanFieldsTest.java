package io.github.usagebudget.plan;

import static io.github.usagebudget.plan.PlanReader.PlanFormat.CSV;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.faults;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The optional columns of a table. */
class CsvPlanFieldsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''         |
            none       | none
            NONE       | none
            0          | 0
            300.000000 | 300.000000
            """)
    void expects_the_amount_in_the_column(String written, String expected) {
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
    void refuses_an_invalid_expected_amount(String written, String why) {
        assertThat(faults(CSV, "customerTenantId,expectedAmount,amount\n" + ONE + "," + written + ",5"))
                .containsExactly(new FieldFault("line 2/expectedAmount", why));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            currency    | ``
            domain      | contoso.example
            usage       | 1.234,56 €
            percentUsed | n/a
            #note       | 5" and more
            """)
    void accepts_the_columns_that_an_export_adds_for_people(String column, String value) {
        var quoted = '"' + value.replace("\"", "\"\"") + '"';
        assertThat(Plans.read(CSV, "customerTenantId,%s,amount\n%s,%s,1".formatted(column, ONE, quoted))
                        .budgets())
                .containsExactly(Plans.set(ONE, "1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
            Contoso            | Contoso
            '=Contoso          | =Contoso
            ''=Contoso         | '=Contoso
            'Contoso           | 'Contoso
            -                  | -
            `  Contoso, Inc. ` | Contoso, Inc.
            ``                 | none
            """)
    void keeps_a_company_name(String field, String name) {
        assertThat(Plans.read(CSV, "customerTenantId,companyName,amount\n%s,\"%s\",1".formatted(ONE, field))
                        .budgets())
                .extracting(BudgetChange::companyName)
                .containsExactly(Optional.ofNullable(name));
    }

    @Test
    void checks_a_company_name_and_a_currency() {
        var table = "customerTenantId,amount,companyName,currency\n" + ONE + ",1," + "x".repeat(257) + ",eur";
        assertThat(faults(CSV, table))
                .containsExactly(
                        new FieldFault("line 2/companyName", "must be text of at most 256 characters"),
                        new FieldFault("line 2/currency", "must be three upper-case letters as text, such as EUR"));
    }

    /** The apostrophe that prevents a formula does not count towards the 256 characters of the name. */
    @ParameterizedTest
    @ValueSource(strings = {"=", "+", "-", "@", "\t", "\r", "'"})
    void removes_one_apostrophe_from_a_text_that_would_be_a_formula(String start) {
        var name = start + "x".repeat(255);
        var table = "customerTenantId,amount,companyName\n" + ONE + ",1,\"%s\"";
        assertThat(Plans.read(CSV, table.formatted("'" + name)).budgets()).hasSize(1);
        assertThat(faults(CSV, table.formatted("''" + name))).hasSize(1);
        assertThat(faults(CSV, table.formatted("'x" + "x".repeat(255)))).hasSize(1);
    }
}
