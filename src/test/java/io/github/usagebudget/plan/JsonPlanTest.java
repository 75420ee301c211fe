package io.github.usagebudget.plan;

import static io.github.usagebudget.plan.PlanReader.PlanFormat.JSON;
import static io.github.usagebudget.plan.Plans.ONE;
import static io.github.usagebudget.plan.Plans.THREE;
import static io.github.usagebudget.plan.Plans.TWO;
import static io.github.usagebudget.plan.Plans.entry;
import static io.github.usagebudget.plan.Plans.faults;
import static io.github.usagebudget.plan.Plans.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPlanTest {
    @Test
    void reads_budgets_in_their_order() {
        var plan = json(
                entry(TWO, "\"amount\":100.10"),
                entry(ONE, "\"amount\":null,\"removeBudget\":true"),
                entry(THREE, "\"expectedAmount\":300.000000,\"amount\":1e2"));
        assertThat(Plans.read(JSON, plan).budgets())
                .containsExactly(
                        Plans.set(TWO, "100.10"),
                        Plans.removed(ONE),
                        Plans.change(
                                THREE,
                                Optional.of(new BudgetAmount(new BigDecimal("1e2"))),
                                Optional.of(Budget.of(new BigDecimal("300.000000")))));
    }

    @Test
    void reads_the_currency() {
        assertThat(Plans.read(JSON, "{\"budgets\":[" + entry(ONE, "\"amount\":1") + "],\"currency\":\"EUR\"}")
                        .currency())
                .contains("EUR");
    }

    @Test
    void does_not_need_a_currency() {
        assertThat(Plans.read(JSON, json(entry(ONE, "\"amount\":1"))).currency())
                .isEmpty();
    }

    @Test
    void expects_no_budget_if_the_expected_amount_is_null() {
        assertThat(Plans.read(JSON, json(entry(ONE, "\"amount\":1,\"expectedAmount\":null")))
                        .budgets())
                .singleElement()
                .extracting(change -> change.expected().orElseThrow())
                .isEqualTo(Budget.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"eur\"", "\"EURO\"", "\"\"", "\"€€€\"", "\"ÄÖÜ\"", "978", "null", "[\"EUR\"]", "\"EUR\\n\""})
    void refuses_an_invalid_currency(String currency) {
        assertThat(faults(JSON, "{\"currency\":" + currency + ",\"budgets\":[]}"))
                .containsExactly(new FieldFault("/currency", "must be three upper-case letters as text, such as EUR"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                          | /budgets     | is missing
            {"Budgets":[],"budgets":[]}                 | /Budgets     | is not known: write budgets
            {"currancy":"EUR","budgets":[]}             | /currancy    | is not known: did you mean currency?
            {"budgets":[],"dryRun":true}                | /dryRun      | is not known
            {"budgets":[],"customers":[{}]}             | /customers   | is not known: to undo a run, send its report with undo=true
            {"budgets":[],"a/b~":{"budgets":[1]}}       | /a~1b~0      | is not known
            {"budgets":[],"budgets":[]}                 | /budgets     | occurs twice
            {"budgets":[],"budgets":[{"amount":1}]}     | /budgets     | occurs twice
            {"currency":"EUR","budgets":[],"currency":"EUR"} | /currency | occurs twice
            {"budgets":null}                            | /budgets     | must be a list of budgets
            {"budgets":{"budgets":[]}}                  | /budgets     | must be a list of budgets
            {"budgets":[]} {}                           | ''           | must end after the JSON object
            {"budgets":[]} null                         | ''           | must end after the JSON object
            []                                          | ''           | must be a JSON object
            "budgets"                                   | ''           | must be a JSON object
            ' '                                         | ''           | must be a JSON object
            """)
    void refuses_text_that_is_not_a_plan(String plan, String pointer, String why) {
        assertThat(faults(JSON, plan)).containsExactly(new FieldFault(pointer, why));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "amount":1,"dryRun":true            | /budgets/1/dryRun         | is not known
            "amount":1,"reason":"a"             | /budgets/1/reason         | is not known
            "amount":1,"unreadable":{}          | /budgets/1/unreadable     | is not known
            "amount":1,"Amount":1               | /budgets/1/Amount         | is not known: write amount
            "amount":1,"company name":"a"       | /budgets/1/company name   | is not known: did you mean companyName?
            "amount":1,"companyName":7          | /budgets/1/companyName    | must be text of at most 256 characters
            "amount":1,"companyName":null       | /budgets/1/companyName    | must be text of at most 256 characters
            "amount":1,"currency":"eur"         | /budgets/1/currency       | must be three upper-case letters as text, such as EUR
            "amount":1,"currency":null          | /budgets/1/currency       | must be three upper-case letters as text, such as EUR
            "amount":1,"domain":1,"domain":1    | /budgets/1/domain         | occurs twice
            "amount":1,"a/b":[{"c":1}]          | /budgets/1/a~1b           | is not known
            "amount":1,"amount":1               | /budgets/1/amount         | occurs twice
            "removeBudget":true                 | /budgets/1/amount         | is missing
            "amount":"1"                        | /budgets/1/amount         | must be a number: write it without quotes
            "amount":null                       | /budgets/1/amount         | is null, which removes the budget: set removeBudget to true
            "amount":0,"removeBudget":true      | /budgets/1/removeBudget   | must not be true if there is an amount: to remove the budget, the amount must be null
            "amount":0,"removeBudget":"true"    | /budgets/1/removeBudget   | must be true or false: write it without quotes
            "amount":0,"expectedAmount":-1      | /budgets/1/expectedAmount | must be an amount that a budget can have
            "amount":0,"expectedAmount":"1"     | /budgets/1/expectedAmount | must be a number: write it without quotes
            """)
    void names_the_budget_and_its_field(String members, String pointer, String why) {
        assertThat(faults(JSON, json(entry(ONE, "\"amount\":1"), entry(TWO, members))))
                .containsExactly(new FieldFault(pointer, why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "\"text\"", "[]", "[{\"amount\":1},{}]"})
    void refuses_a_budget_that_is_not_an_object(String entry) {
        assertThat(faults(JSON, json(entry(ONE, "\"amount\":1"), entry, entry(TWO, "\"amount\":-1"))))
                .containsExactly(
                        new FieldFault("/budgets/1", "must be a JSON object"),
                        new FieldFault("/budgets/2/amount", "must not be negative"));
    }

    @Test
    void lists_every_fault_and_not_only_the_first() {
        var plan = "{\"currency\":1,\"budgets\":[{},{\"customerTenantId\":\"contoso\",\"amount\":-1}],\"x\":1}";
        assertThat(faults(JSON, plan))
                .extracting(FieldFault::pointer)
                .containsExactly(
                        "/currency",
                        "/budgets/0/customerTenantId",
                        "/budgets/0/amount",
                        "/budgets/1/customerTenantId",
                        "/budgets/1/amount",
                        "/x");
    }

    @Test
    void ignores_the_fields_that_an_export_adds_for_people() {
        var plan =
                "{\"unreadable\":[{\"customerTenantId\":\"" + THREE + "\",\"problem\":{\"status\":403}}],\"budgets\":["
                        + entry(
                                ONE,
                                "\"companyName\":\"Contoso\",\"currency\":\"EUR\",\"domain\":\"contoso.example\",\"amount\":1,"
                                        + "\"usage\":12.345,\"percentUsed\":null")
                        + "]}";
        var budgets = Plans.read(JSON, plan).budgets();
        assertThat(Plans.nameless(budgets)).containsExactly(Plans.set(ONE, "1"));
        assertThat(budgets.get(0).companyName()).contains("Contoso");
        assertThat(budgets.get(0).currency()).contains("EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "😀"})
    void reads_a_company_name_of_at_most_256_characters(String character) {
        var name = "\"amount\":1,\"companyName\":\"%s\"";
        assertThat(Plans.read(JSON, json(entry(ONE, name.formatted(character.repeat(256)))))
                        .budgets())
                .hasSize(1);
        assertThat(faults(JSON, json(entry(ONE, name.formatted(character.repeat(257))))))
                .containsExactly(new FieldFault("/budgets/0/companyName", "must be text of at most 256 characters"));
    }
}
