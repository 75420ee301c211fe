package io.github.usagebudget.plan;

import static io.github.usagebudget.plan.PlanReader.PlanFormat.CSV;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.TWO;
import static io.github.usagebudget.plan.Plans.faults;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvHeaderTest {
    private static final String NO_HEADER =
            "must be the header: the names of the columns, at least customerTenantId and amount,"
                    + " separated by commas or semicolons; nothing else was read";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount,customerTenantId                       | 5,ID
            CustomerTenantId,Amount                       | ID,5
            CUSTOMERTENANTID,AMOUNT,REMOVEBUDGET          | ID,5,
            removebudget,amount,customertenantid          | ,5,ID
            "amount" , "customerTenantId"                 | 5,ID
            #,customerTenantId,#note,amount,# more        | a,ID,b,5,c
            companyName,DOMAIN,usage,PercentUsed,Currency,ExpectedAmount,customerTenantId,amount | a,b,c,d,EUR,,ID,5
            customerTenantId,amount,,,                    | ID,5,,,
            ,customerTenantId,,amount                     | ,ID,,5
            customerTenantId;amount                       | ID;5
            amount;customerTenantId                       | 5;ID
            "amount";"customerTenantId"                   | 5;ID
            # one, two;customerTenantId;amount            | a, b;ID;5
            # one, two, three;amount;customerTenantId     | a, b;5;ID
            # one; two,customerTenantId,amount            | a; b,ID,5
            """)
    void reads_columns_in_any_order_and_letter_case(String header, String row) {
        // the quotes must start at the first character of a name
        var table = header.replace(" , ", ",") + "\r\n" + row.replace("ID", ONE) + "\r\n";
        assertThat(Plans.nameless(Plans.read(CSV, table).budgets())).containsExactly(Plans.set(ONE, "5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";"})
    void the_header_decides_the_separator_of_the_file(String other) {
        var mine = other.equals(",") ? ";" : ",";
        var plan = "customerTenantId" + mine + "amount\n" + ONE + mine + "1\n" + TWO + other + "2\n";
        assertThat(faults(CSV, plan))
                .extracting(FieldFault::pointer)
                .containsExactly("line 3/customerTenantId", "line 3/amount");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            customerTenantId,amount,dryRun   | line 1/dryRun  | column 3 has a name that is not known, "dryRun": delete it, or write # before its name to have it ignored; nothing else was read
            customerTenantId,amount,*        | line 1/*       | column 3 has a name that is not known, "*": delete it, or write # before its name to have it ignored; nothing else was read
            Betrag;customerTenantId;amount   | line 1/Betrag  | column 1 has a name that is not known, "Betrag": delete it, or write # before its name to have it ignored; nothing else was read
            customerTenantId,ammount         | line 1/ammount | column 2 has a name that is not known, "ammount": did you mean amount?; nothing else was read
            customer_tenant_id,amount        | line 1/customer_tenant_id | column 1 has a name that is not known, "customer_tenant_id": did you mean customerTenantId?; nothing else was read
            customerTenantId,amount,Amount   | line 1/amount  | is the name of two columns; nothing else was read
            customerTenantId,amount,usage,USAGE | line 1/usage | is the name of two columns; nothing else was read
            customerTenantId,ammount,amount  | line 1/ammount | column 2 has a name that is not known, "ammount": did you mean amount?; nothing else was read
            customerTenantId,amount,#REF!    | line 1/#REF!   | is #REF!, which a sheet shows if a formula fails: write the name of column 3; nothing else was read
            customerTenantId,amount,#nv      | line 1/#nv     | is #nv, which a sheet shows if a formula fails: write the name of column 3; nothing else was read
            customerTenantId                 | line 1         | lacks the column amount; nothing else was read
            customerTenantId,#amount         | line 1         | lacks the column amount; nothing else was read
            amount,companyName               | line 1         | lacks the column customerTenantId; nothing else was read
            """)
    void names_an_invalid_column(String header, String pointer, String why) {
        assertThat(faults(CSV, header + "\ncontoso,x,y,z")).containsExactly(new FieldFault(pointer, why));
    }

    @Test
    void names_every_invalid_column() {
        assertThat(faults(CSV, "Microsoft ID,Company name,amount,a/b\n"))
                .extracting(FieldFault::pointer)
                .containsExactly("line 1/Microsoft ID", "line 1/Company name", "line 1/a~1b", "line 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01,100", "budgets", "#customerTenantId,#amount", "a|b", "x"})
    void refuses_a_table_without_a_header(String first) {
        assertThat(faults(CSV, first + "\ncontoso,x,y,z")).containsExactly(new FieldFault("line 1", NO_HEADER));
    }

    @Test
    void names_the_line_where_the_header_should_be() {
        assertThat(faults(CSV, "\n\nx")).containsExactly(new FieldFault("line 3", NO_HEADER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=,", "sep=;", "SEP=;", "\"sep=;\"", "sep=\t", "sep="})
    void names_a_sep_line(String first) {
        assertThat(faults(CSV, first + "\r\ncustomerTenantId;amount\r\n" + ONE + ";1"))
                .containsExactly(new FieldFault(
                        "line 1",
                        "is a sep= line: delete it, because the header shows the separator; nothing else was read"));
    }

    /** As {@code curl -d @plan.csv} sends a file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "customerTenantId,amount" + ONE + ",100.50" + TWO + ",250",
                "customerTenantId;amount" + ONE + ";100,50",
                "amount,customerTenantId,#problem" + ONE + ",,",
                "\"customerTenantId\",\"amount\"," + ONE + ",1"
            })
    void explains_that_the_line_breaks_are_missing(String line) {
        assertThat(faults(CSV, line))
                .containsExactly(new FieldFault(
                        "line 1",
                        "has a customer's id in the header, because the line breaks are missing: send the file as it is"
                                + " (curl: --data-binary, not -d); nothing else was read"));
    }

    @Test
    void ignores_a_column_whose_name_ends_in_an_id() {
        assertThat(Plans.read(CSV, "customerTenantId,amount,#seen by " + TWO + "\n" + ONE + ",1,yes")
                        .budgets())
                .containsExactly(Plans.set(ONE, "1"));
    }

    @Test
    void rejects_tabs_as_separators() {
        assertThat(faults(CSV, "\r\ncustomerTenantId\tamount\r\n" + ONE + "\t1"))
                .containsExactly(
                        new FieldFault(
                                "line 2",
                                "is separated by tabs: save the sheet as CSV, with commas or semicolons; nothing else was read"));
    }

    @Test
    void reports_that_the_header_is_not_utf_8() {
        assertThat(Plans.refusal(CSV, "customerTenantId,amount,#für".getBytes(ISO_8859_1))
                        .faults())
                .containsExactly(new FieldFault(
                        "line 1", "is not UTF-8: save the sheet as \"CSV UTF-8\"; nothing else was read"));
    }

    /** Answers and log lines show the name. */
    @Test
    void shows_a_name_as_one_short_line() {
        assertThat(faults(CSV, "customerTenantId,amount,\"" + "a\r\n\u202Eb".repeat(100) + "\"\n"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).startsWith("line 1/a b").doesNotContain("\n", "\r", "\u202E");
                    assertThat(fault.detail())
                            .startsWith("column 3 has a name that is not known, \"a ba b")
                            .doesNotContain("\n", "\r", "\u202E")
                            .hasSizeLessThan(200);
                });
    }

    @Test
    void reads_at_most_256_columns() {
        var columns = IntStream.rangeClosed(1, 254).mapToObj(i -> ",#" + i).collect(Collectors.joining());
        assertThat(Plans.read(CSV, "customerTenantId,amount" + columns + ",,\n" + ONE + ",1")
                        .budgets())
                .hasSize(1);
        assertThat(faults(CSV, "customerTenantId,amount" + columns + ",#255\n" + ONE + ",1"))
                .containsExactly(new FieldFault("line 1", "has more than 256 columns; nothing else was read"));
    }
}
