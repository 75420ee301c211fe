package io.github.usagebudget.plan;

import static io.github.usagebudget.plan.PlanReader.PlanFormat.CSV;
import static io.github.usagebudget.plan.PlanReader.PlanFormat.JSON;
import static io.github.usagebudget.plan.PlanReader.PlanFormat.NDJSON;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.entry;
import static io.github.usagebudget.plan.Plans.faults;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The default of a plan in each format. */
class DefaultAmountTest {
    /** A plan of one budget of 1 in JSON, with other members. */
    private static String json(String members) {
        return "{" + members + ",\"budgets\":[" + entry(ONE, "\"amount\":1") + "]}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            JSON   | {"defaultAmount":100.10,"budgets":[ONE]}                                | 1 | 100.10
            JSON   | {"budgets":[ONE],"defaultAmount":1e2}                                   | 1 | 100
            JSON   | {"budgets":[],"defaultAmount":0}                                        | 0 | 0
            JSON   | {"budgets":[ONE]}                                                       | 1 | -
            NDJSON | {"customerTenantId":"*","amount":5.50}                                  | 0 | 5.50
            NDJSON | ONE@{"amount":5.50,"customerTenantId":"*"}                              | 1 | 5.50
            NDJSON | {"customerTenantId":"*","amount":999999999999999.99}@ONE                | 1 | 999999999999999.99
            CSV    | customerTenantId,amount@*,5.50                                          | 0 | 5.50
            CSV    | customerTenantId,amount,removeBudget,companyName,#note@ID,1,,a,b@ * ,5.50,,,new customers | 1 | 5.50
            CSV    | amount,customerTenantId@5.50,"*"@1,ID                                   | 1 | 5.50
            CSV    | customerTenantId;amount;expectedAmount@*;1234,50;                       | 0 | 1234.50
            CSV    | customerTenantId,amount@#*,5@ID,1                                       | 1 | -
            """)
    void is_read_in_any_position(PlanFormat format, String text, int budgets, String amount) {
        var plan = Plans.read(
                format,
                text.replace("@", "\n")
                        .replace("ONE", entry(ONE, "\"amount\":1"))
                        .replace("ID", ONE));
        assertThat(plan.budgets()).hasSize(budgets);
        assertThat(plan.defaultAmount().map(BudgetAmount::toString).orElse("-")).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            null       | must be a number; leave it out if there is no default
            "100"      | must be a number: write it without quotes
            true       | must be a number; leave it out if there is no default
            [100]      | must be a number; leave it out if there is no default
            {"a":[1]}  | must be a number; leave it out if there is no default
            -1         | must not be negative
            1.001      | must have at most 2 decimals
            1e15       | must have at most 15 integer digits
            1e99999999999 | has an exponent that no amount can have
            """)
    void must_be_an_amount_in_json(String written, String why) {
        assertThat(faults(JSON, json("\"defaultAmount\":" + written)))
                .containsExactly(new FieldFault("/defaultAmount", why));
    }

    @ParameterizedTest
    @CsvSource({
        "default,is not known",
        "defaultamount,is not known: write defaultAmount",
        "defaultAmmount,is not known: did you mean defaultAmount?"
    })
    void a_misspelled_default_is_refused_by_name(String name, String why) {
        assertThat(faults(JSON, json("\"" + name + "\":100"))).containsExactly(new FieldFault("/" + name, why));
    }

    @Test
    void occurs_at_most_once() {
        assertThat(faults(JSON, json("\"defaultAmount\":1,\"defaultAmount\":1")))
                .containsExactly(new FieldFault("/defaultAmount", "occurs twice"));
        var again = new FieldFault("line 3/customerTenantId", "already occurs at line 1");
        assertThat(faults(NDJSON, entry("*", "\"amount\":1") + "\n\n" + entry("*", "\"amount\":1")))
                .containsExactly(again);
        assertThat(faults(CSV, "customerTenantId,amount\n*,1\n*,2"))
                .containsExactly(new FieldFault("line 3/customerTenantId", "already occurs at line 2"));
    }

    @Test
    void is_not_an_entry_among_the_budgets_of_a_plan_in_json() {
        assertThat(faults(JSON, Plans.json(entry("*", "\"amount\":1"))))
                .containsExactly(new FieldFault(
                        "/budgets/0/customerTenantId", "must be a GUID as text: the customer's Microsoft ID"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "amount":null                        | line 1/amount         | must be a number: the default is an amount
            "amount":null,"removeBudget":true    | line 1/amount         | must be a number: the default is an amount
            "amount":"1"                         | line 1/amount         | must be a number: write it without quotes
            "amount":-1                          | line 1/amount         | must not be negative
            "companyName":"a"                    | line 1/amount         | is missing
            "amount":1,"removeBudget":false      | line 1/removeBudget   | must be left out: the default has an amount only
            "amount":1,"expectedAmount":null     | line 1/expectedAmount | must be left out: the default has an amount only
            "amount":1,"companyName":"a"         | line 1/companyName    | must be left out: the default has an amount only
            "amount":1,"currency":"EUR"          | line 1/currency       | must be left out: the default has an amount only
            "amount":1,"domain":"a"              | line 1/domain         | must be left out: the default has an amount only
            "amount":1,"usage":1                 | line 1/usage          | must be left out: the default has an amount only
            "amount":1,"percentUsed":1           | line 1/percentUsed    | must be left out: the default has an amount only
            "amount":1,"default":true            | line 1/default        | is not known
            """)
    void has_only_an_amount_in_a_line(String members, String pointer, String why) {
        assertThat(faults(NDJSON, entry("*", members))).contains(new FieldFault(pointer, why));
    }

    @ParameterizedTest
    @CsvSource({
        "removeBudget,true",
        "removeBudget,false",
        "expectedAmount,none",
        "companyName,a",
        "currency,EUR",
        "domain,a",
        "usage,1",
        "percentUsed,1"
    })
    void has_only_an_amount_in_a_row(String column, String value) {
        assertThat(faults(CSV, "customerTenantId,amount," + column + "\n*,1," + value))
                .containsExactly(
                        new FieldFault("line 2/" + column, "must be left out: the default has an amount only"));
        assertThat(Plans.read(CSV, "customerTenantId,amount," + column + "\n*,1,")
                        .defaultAmount())
                .isPresent();
    }

    @Test
    void a_row_without_an_amount_is_not_a_default() {
        assertThat(faults(CSV, "customerTenantId,amount\n*,"))
                .containsExactly(new FieldFault("line 2/amount", "must be a number: the default is an amount"));
    }

    @Test
    void other_faults_are_found_despite_a_faulty_default() {
        assertThat(faults(CSV, "customerTenantId,amount\n*,-1\n" + ONE + ",-2"))
                .extracting(FieldFault::pointer)
                .containsExactly("line 2/amount", "line 3/amount");
    }

    @Test
    void is_not_accepted_anywhere_else() {
        for (var customer : Stream.of("**", "*" + ONE, "＊").toList())
            assertThat(faults(NDJSON, entry(customer, "\"amount\":1")))
                    .extracting(FieldFault::pointer)
                    .containsExactly("line 1/customerTenantId");
    }
}
