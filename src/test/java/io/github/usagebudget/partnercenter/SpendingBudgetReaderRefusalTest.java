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

/** Answers that must never be read as a spending budget, and above all not as a removed one (docs/partner-center.md, "Reading the answer"). */
class SpendingBudgetReaderRefusalTest {

    /** The example verbatim, with its angle brackets: it has an object without a name inside an object. */
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
    void anything_but_a_json_object_is_not_a_budget(String body) {
        assertThat(read(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"attributes\":{}}", "{\"links\":{}}", "{\"code\":2000,\"description\":\"no\"}"})
    void an_object_without_type_and_amount_is_not_a_budget(String body) {
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
    void another_resource_is_not_a_budget(String body) {
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
    void an_object_whose_amount_is_not_a_number_is_not_a_budget(String body) {
        assertThat(read(body)).isEmpty();
    }

    @Test
    void an_object_with_two_different_amounts_is_not_a_budget() {
        assertThat(read("{\"amount\":100,\"usageSpendingBudget\":80}")).isEmpty();
    }

    /** To read it as a removed budget would invent a success. */
    @Test
    void an_object_with_a_null_amount_and_an_amount_under_the_older_name_is_not_a_budget() {
        assertThat(read("{\"amount\":null,\"usageSpendingBudget\":80}")).isEmpty();
    }

    /** Its plain notation in an answer or a log line would take a gigabyte. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999"})
    void an_object_with_an_impossibly_large_amount_is_not_a_budget(String amount) {
        // compares only the presence, because a failing assertion that shows the budget would need the gigabyte
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
    void an_object_with_a_repeated_member_is_not_a_budget(String body) {
        assertThat(read(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"amount\":100}{}", "{\"amount\":100} x", "{\"amount\":100}<html>", "{\"amount\":100},"})
    void an_object_with_text_after_it_is_not_a_budget(String body) {
        assertThat(read(body)).isEmpty();
    }

    /** An earlier version reported a removal after such an answer. */
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
    void an_amount_under_another_name_is_not_read_as_no_budget(String body) {
        assertThat(read(body)).isEmpty();
    }

    @Test
    void the_longest_possible_text_is_read_quickly() {
        var text = "1".repeat(1_000_000) + "x";
        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertThat(read("{\"note\":\"" + text + "\",\"attributes\":{\"objectType\":\"SpendingBudget\"}}"))
                        .isPresent());
    }

    /** Jackson accepts a thousand levels, which can overflow a stack. */
    @ParameterizedTest
    @ValueSource(ints = {200, 990, 10_000})
    void an_object_with_many_levels_is_not_a_budget(int levels) {
        assertThat(read("{\"amount\":100,\"x\":" + "[".repeat(levels) + "]".repeat(levels) + "}"))
                .isEmpty();
    }

    private static Optional<SpendingBudget> read(String body) {
        return JsonValue.object(body.getBytes(UTF_8)).flatMap(SpendingBudgetReader::read);
    }
}
