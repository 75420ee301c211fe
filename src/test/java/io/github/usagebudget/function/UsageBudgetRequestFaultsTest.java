package io.github.usagebudget.function;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are refused, field by field. */
class UsageBudgetRequestFaultsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1                 | must not be negative
            -0.01              | must not be negative
            1.230              | must have at most 2 decimals
            0.000              | must have at most 2 decimals
            1e-3               | must have at most 2 decimals
            1e-999999999       | must have at most 2 decimals
            1000000000000000   | must have at most 15 integer digits
            1e400              | must have at most 15 integer digits
            1e999999999        | must have at most 15 integer digits
            # "a string is refused"
            "100"              | must be a number: write it without quotes
            ""                 | must be a number: write it without quotes
            true               | must be a number, or null to remove the budget
            [100]              | must be a number, or null to remove the budget
            {"amount":100}     | must be a number, or null to remove the budget
            # a workflow expression that came out null must never clear a budget by accident
            null               | is null, which removes the budget: set removeBudget to true
            """)
    @Timeout(value = 10, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refuses_an_amount_outside_its_limits(String written, String why) {
        assertThat(ReadBody.customerAnd("\"amount\":" + written).faults())
                .containsExactly(new FieldFault("/amount", why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "Infinity",
                "-Infinity",
                "+1",
                "01",
                ".5",
                "1.",
                "0x10",
                "1,000",
                "'1'",
                "1e",
                "1e99999999999",
                "undefined",
                ""
            })
    void refuses_an_amount_that_is_not_json(String written) {
        assertThat(ReadBody.pointers(ReadBody.customerAnd("\"amount\":" + written)))
                .containsExactly("/amount");
    }

    /** The parser's messages quote the input and name Java types. */
    @Test
    void reports_a_too_long_exponent_without_quoting_the_parser() {
        assertThat(ReadBody.customerAnd("\"amount\":1e99999999999").faults().toString())
                .doesNotContain("1e99999999999", "java");
    }

    @Test
    void refuses_an_amount_with_a_huge_number_of_digits() {
        assertThat(ReadBody.pointers(ReadBody.customerAnd("\"amount\":1." + "0".repeat(10_000))))
                .containsExactly("/amount");
    }

    @Test
    void refuses_a_body_without_an_amount() {
        assertThat(ReadBody.body("{\"customerTenantId\":\"0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01\"}")
                        .faults())
                .containsExactly(new FieldFault("/amount", "is missing"));
    }

    @Test
    void refuses_a_removal_without_an_amount() {
        assertThat(ReadBody.customerAnd("\"removeBudget\":true").faults())
                .containsExactly(new FieldFault("/amount", "is missing"));
    }

    @Test
    void refuses_a_null_amount_with_remove_budget_false() {
        assertThat(ReadBody.pointers(ReadBody.customerAnd("\"amount\":null,\"removeBudget\":false")))
                .containsExactly("/amount");
    }

    @Test
    void refuses_a_removal_with_an_amount() {
        assertThat(ReadBody.customerAnd("\"amount\":0,\"removeBudget\":true").faults())
                .containsExactly(new FieldFault(
                        "/removeBudget",
                        "must not be true if there is an amount: to remove the budget, the amount must be null"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"contoso\"",
                "\"\"",
                "\"1-1-1-1-1\"",
                "\"0c1e9a2b6f334a0e9d513f6a1f0e7d01\"",
                "12",
                "null",
                "[\"0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01\"]"
            })
    void refuses_a_customer_that_is_not_a_guid_as_text(String written) {
        assertThat(ReadBody.body("{\"customerTenantId\":" + written + ",\"amount\":1}")
                        .faults())
                .containsExactly(
                        new FieldFault("/customerTenantId", "must be a GUID as text: the customer's Microsoft ID"));
    }

    @Test
    void refuses_a_body_without_a_customer() {
        assertThat(ReadBody.body("{\"amount\":1}").faults())
                .containsExactly(new FieldFault("/customerTenantId", "is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"removeBudget", "dryRun"})
    void reports_that_true_needs_no_quotes(String field) {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"" + field + "\":\"true\"")
                        .faults())
                .containsExactly(new FieldFault("/" + field, "must be true or false: write it without quotes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "0", "[true]", "{}"})
    void refuses_a_remove_budget_that_is_neither_true_nor_false(String written) {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"removeBudget\":" + written)
                        .faults())
                .containsExactly(new FieldFault("/removeBudget", "must be true or false"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "0", "[true]", "{}"})
    void refuses_a_dry_run_that_is_neither_true_nor_false(String written) {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"dryRun\":" + written).faults())
                .containsExactly(new FieldFault("/dryRun", "must be true or false"));
    }

    @Test
    void reports_that_an_expected_amount_needs_no_quotes() {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"expectedAmount\":\"300\"")
                        .faults())
                .containsExactly(new FieldFault("/expectedAmount", "must be a number: write it without quotes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "[]", "{}"})
    void refuses_an_expected_amount_that_is_not_a_number(String written) {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"expectedAmount\":" + written)
                        .faults())
                .containsExactly(new FieldFault("/expectedAmount", "must be a number, or null for no budget"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "-0.01",
                "1e28",
                "1e400",
                "1e999999999",
                "1e-29",
                "1e-999999999",
                "0.00000000000000000000000000001"
            })
    @Timeout(value = 10, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refuses_an_expected_amount_that_no_budget_can_have(String written) {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"expectedAmount\":" + written)
                        .faults())
                .containsExactly(new FieldFault("/expectedAmount", "must be an amount that a budget can have"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "1e99999999999"})
    void refuses_an_expected_amount_that_is_not_json(String written) {
        assertThat(ReadBody.pointers(ReadBody.customerAnd("\"amount\":1,\"expectedAmount\":" + written)))
                .containsExactly("/expectedAmount");
    }

    @Test
    void refuses_a_reason_of_257_characters() {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"reason\":\"" + "x".repeat(257) + "\"")
                        .faults())
                .containsExactly(new FieldFault("/reason", "must be text of at most 256 characters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "12", "true", "[\"why\"]", "{}"})
    void refuses_a_reason_that_is_not_text(String written) {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"reason\":" + written).faults())
                .containsExactly(new FieldFault("/reason", "must be text of at most 256 characters"));
    }
}
