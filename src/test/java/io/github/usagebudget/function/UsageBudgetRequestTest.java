package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are accepted. */
class UsageBudgetRequestTest {
    private static final CustomerTenantId CUSTOMER =
            new CustomerTenantId(UUID.fromString("0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01"));

    @Test
    void reads_the_two_required_fields() {
        assertThat(ReadBody.body("{\"customerTenantId\":\"0C1E9A2B-6F33-4A0E-9D51-3F6A1F0E7D01\",\"amount\":100.10}")
                        .read())
                .contains(BudgetChange.of(CUSTOMER, Optional.of(new BudgetAmount(new BigDecimal("100.10")))));
    }

    @Test
    void reads_every_field_in_any_order() {
        var body = """
                {"reason": "ticket 4711", "dryRun": true, "expectedAmount": 300.000000,
                 "removeBudget": false, "amount": 80,
                 "customerTenantId": "0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01"}
                """;
        assertThat(ReadBody.body(body).read())
                .contains(BudgetChange.of(CUSTOMER, Optional.of(new BudgetAmount(new BigDecimal("80"))))
                        .withExpected(Budget.of(new BigDecimal("300.000000")))
                        .asDryRun()
                        .withReason("ticket 4711"));
    }

    @Test
    void reads_a_removal() {
        assertThat(ReadBody.change("\"amount\":null,\"removeBudget\":true"))
                .isEqualTo(BudgetChange.of(CUSTOMER, Optional.empty()));
    }

    @Test
    void reads_a_removal_with_remove_budget_first() {
        assertThat(ReadBody.change("\"removeBudget\":true,\"amount\":null").amount())
                .isEmpty();
    }

    @Test
    void finds_no_fault_in_a_change() {
        assertThat(ReadBody.customerAnd("\"amount\":100").faults()).isEmpty();
    }

    @Test
    void reads_a_body_after_a_byte_order_mark() {
        var body = "\uFEFF{\"customerTenantId\":\"0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01\",\"amount\":100}";
        assertThat(ReadBody.body(body).faults()).isEmpty();
    }

    /** A binary float would come out as 0.1000000000000000055 or 1.2345678901234568E14. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            0,                  0
            0.1,                0.1
            100.10,             100.10
            123456789012345.67, 123456789012345.67
            1e2,                100
            1.0E+2,             100
            0e400,              0
            -0,                 0
            -0.0,               0.0
            """)
    void keeps_every_digit_of_an_amount(String written, String plain) {
        assertThat(ReadBody.change("\"amount\":" + written).amount())
                .map(BudgetAmount::toString)
                .contains(plain);
    }

    @Test
    void expects_no_budget_if_the_expected_amount_is_null() {
        assertThat(ReadBody.change("\"amount\":100,\"expectedAmount\":null").expected())
                .contains(Budget.NONE);
    }

    @Test
    void expects_nothing_if_the_expected_amount_is_missing() {
        assertThat(ReadBody.change("\"amount\":100").expected()).isEmpty();
    }

    /** A caller can expect any amount that Partner Center returns, even one that it could not request. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "300", "300.000000", "27.2329282762571093160499999999", "999999999999999.99", "1e2"})
    void expects_any_amount_that_a_budget_can_have(String written) {
        assertThat(ReadBody.change("\"amount\":100,\"expectedAmount\":" + written)
                        .expected())
                .contains(Budget.of(new BigDecimal(written)));
    }

    @Test
    void reads_a_reason_of_256_characters() {
        assertThat(ReadBody.change("\"amount\":1,\"reason\":\"" + "x".repeat(256) + "\"")
                        .reason())
                .map(String::length)
                .contains(256);
    }

    /** Each has two UTF-16 code units. */
    @Test
    void counts_an_emoji_of_a_reason_as_one() {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"reason\":\"" + "😀".repeat(256) + "\"")
                        .faults())
                .isEmpty();
        assertThat(ReadBody.customerAnd("\"amount\":1,\"reason\":\"" + "😀".repeat(257) + "\"")
                        .faults())
                .hasSize(1);
    }

    /** Six characters in JSON stand for one. */
    @Test
    void counts_an_escaped_character_of_a_reason_as_one() {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"reason\":\"" + "\\u00e4".repeat(256) + "\"")
                        .faults())
                .isEmpty();
    }

    @Test
    void reads_an_empty_reason() {
        assertThat(ReadBody.change("\"amount\":1,\"reason\":\"\"").reason()).contains("");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            true,  true
            false, false
            """)
    void reads_whether_it_is_a_dry_run(String written, boolean dryRun) {
        assertThat(ReadBody.change("\"amount\":1,\"dryRun\":" + written).dryRun())
                .isEqualTo(dryRun);
    }

    @Test
    void reads_an_amount_with_remove_budget_false() {
        assertThat(ReadBody.customerAnd("\"amount\":1,\"removeBudget\":false").faults())
                .isEmpty();
    }
}
