package io.github.usagebudget.partnercenter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import io.github.usagebudget.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must never be taken for a spending budget, and least of all for a removed one (docs/partner-center.md, "Reading the answer"). */
class NoSpendingBudgetTest {

    /** Word for word, angle brackets included: an object inside an object, without a name. */
    @Test
    void the_vendors_own_example_is_malformed() {
        var body = """
                {
                    {
                        "amount": 100,
                        "usageSpendingBudget": 100,
                        "attributes":{
                            "objectType":"SpendingBudget"
                        }
                    },
                    "links":{
                        "self":{
                            "uri":"/v1/customers/<customer-tenant-id>/usagebudget",
                            "method":"PATCH",
                            "headers":[]
                        }
                    }
                }
                """;
        assertThat(read(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\uFEFF",
                "null",
                "100",
                "\"SpendingBudget\"",
                "[]",
                "[{\"amount\":100}]",
                "{\"amount\":100",
                "{\"amount\":}",
                "{\"amount\":NaN}",
                "{\"amount\":1e99999999999}",
                "Service unavailable",
                "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>",
                "<SpendingBudget><amount>100</amount></SpendingBudget>"
            })
    void anything_but_a_json_object_is_none(String body) {
        assertThat(read(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"attributes\":{}}", "{\"links\":{}}", "{\"code\":2000,\"description\":\"no\"}"})
    void an_object_with_neither_type_nor_amount_is_none(String body) {
        assertThat(read(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"attributes\":{\"objectType\":\"Customer\"}}",
                "{\"amount\":100,\"attributes\":{\"objectType\":\"CustomerUsageSummary\"}}",
                "{\"amount\":100,\"attributes\":{\"objectType\":\"\"}}",
                "{\"amount\":100,\"attributes\":{\"objectType\":5}}",
                "{\"amount\":100,\"attributes\":{\"objectType\":[\"SpendingBudget\"]}}"
            })
    void another_resource_is_none(String body) {
        assertThat(read(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":\"100\"}",
                "{\"amount\":\"\"}",
                "{\"amount\":true}",
                "{\"amount\":{}}",
                "{\"amount\":[100]}",
                "{\"amount\":-5}",
                "{\"amount\":100,\"usageSpendingBudget\":\"100\"}",
                "{\"usageSpendingBudget\":\"100\"}"
            })
    void a_budget_whose_amount_is_no_number_is_none(String body) {
        assertThat(read(body)).isEmpty();
    }

    @Test
    void a_budget_whose_two_amounts_contradict_each_other_is_none() {
        assertThat(read("{\"amount\":100,\"usageSpendingBudget\":80}")).isEmpty();
    }

    /** "No budget" and "a budget of 80" differ, too: reading it as a removed budget would invent a success. */
    @Test
    void a_budget_of_no_amount_that_the_older_name_contradicts_is_none() {
        assertThat(read("{\"amount\":null,\"usageSpendingBudget\":80}")).isEmpty();
    }

    /** Its plain notation, in an answer or a log line, would take a gigabyte. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999"})
    void a_budget_of_an_impossible_size_is_none(String amount) {
        // only whether: to show such a budget, a failing assertion would need the gigabyte
        assertThat(read("{\"amount\":" + amount + "}").isPresent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":100,\"amount\":100}",
                "{\"amount\":100,\"amount\":80}",
                "{\"amount\":100,\"Amount\":80}",
                "{\"amount\":100,\"AMOUNT\":100}",
                "{\"amount\":100,\"attributes\":{\"objectType\":\"Customer\",\"objectType\":\"SpendingBudget\"}}",
                "{\"amount\":100,\"Attributes\":{\"objectType\":\"Customer\"},\"attributes\":{}}"
            })
    void a_budget_with_a_repeated_member_is_none(String body) {
        assertThat(read(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"amount\":100}{}", "{\"amount\":100} x", "{\"amount\":100}<html>", "{\"amount\":100},"})
    void a_budget_with_something_after_it_is_none(String body) {
        assertThat(read(body)).isEmpty();
    }

    /** A removal was once believed because of such an answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ammount\":50,\"attributes\":{\"objectType\":\"SpendingBudget\"}}",
                "{\"ount\":291577,\"attributes\":{\"objectType\":\"SpendingBudget\"}}",
                "{\"ount\":50,\"usageSpendingBudget\":null,\"attributes\":{\"objectType\":\"SpendingBudget\"}}",
                "{\"Ammount\":\"50.00\",\"attributes\":{\"objectType\":\"SpendingBudget\"}}",
                "{\"value\":{\"amount\":50},\"attributes\":{\"objectType\":\"SpendingBudget\"}}",
                "{\"amounts\":[50],\"attributes\":{\"objectType\":\"SpendingBudget\"}}",
                "{\"amount\":null,\"ammount\":50,\"attributes\":{\"objectType\":\"SpendingBudget\"}}",
                "{\"attributes\":{\"objectType\":\"SpendingBudget\",\"amount\":50}}"
            })
    void a_number_under_another_name_is_not_read_as_no_budget(String body) {
        assertThat(read(body)).isEmpty();
    }

    @Test
    void a_text_as_long_as_an_answer_can_be_costs_no_time() {
        var text = "1".repeat(1_000_000) + "x";
        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertThat(read("{\"note\":\"" + text + "\",\"attributes\":{\"objectType\":\"SpendingBudget\"}}"))
                        .isPresent());
    }

    /** Jackson accepts a thousand levels, which can overflow a stack. */
    @ParameterizedTest
    @ValueSource(ints = {200, 990, 10_000})
    void a_budget_many_levels_deep_is_none(int levels) {
        assertThat(read("{\"amount\":100,\"x\":" + "[".repeat(levels) + "]".repeat(levels) + "}"))
                .isEmpty();
    }

    private static Optional<SpendingBudget> read(String body) {
        return JsonValue.object(body.getBytes(UTF_8)).flatMap(SpendingBudgetReader::read);
    }
}
