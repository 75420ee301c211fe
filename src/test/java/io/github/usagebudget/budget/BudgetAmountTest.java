package io.github.usagebudget.budget;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.usagebudget.budget.Budget.BudgetAmount;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetAmountTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            100,                100
            100.10,             100.10
            100.1,              100.1
            0,                  0
            0.00,               0.00
            -0,                 0
            123456789012345.67, 123456789012345.67
            999999999999999.99, 999999999999999.99
            1e2,                100
            1.5e1,              15
            1e14,               100000000000000
            0e400,              0
            """)
    void keeps_every_digit_and_writes_exponents_as_digits(BigDecimal written, String plain) {
        assertThat(BudgetAmount.requested(written).toString()).isEqualTo(plain);
    }

    @Test
    void keeps_the_scale_of_the_number() {
        assertThat(BudgetAmount.requested(new BigDecimal("100.10")).value()).isEqualTo(new BigDecimal("100.10"));
    }

    @Test
    void is_printed_in_plain_notation() {
        assertThat(new BudgetAmount(new BigDecimal("1e2"))).hasToString("100");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            -1,                  must not be negative
            -0.01,               must not be negative
            -1e999999999,        must not be negative
            1.230,               must have at most 2 decimals
            0.000,               must have at most 2 decimals
            1e-3,                must have at most 2 decimals
            1e-999999999,        must have at most 2 decimals
            1000000000000000,    must have at most 15 integer digits
            1234567890123456.78, must have at most 15 integer digits
            1e15,                must have at most 15 integer digits
            1e400,               must have at most 15 integer digits
            """)
    void rejects_an_amount_outside_the_limits(BigDecimal written, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BudgetAmount.requested(written))
                .withMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "300.000000", "0.0000000000000000000000000001", "1234567890123456789012345678"})
    void accepts_every_amount_that_partner_center_can_return(String answered) {
        assertThat(new BudgetAmount(new BigDecimal(answered)).toString()).isEqualTo(answered);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            -0.001,          must not be negative
            1e-29,           must be an amount that a budget can have
            1e28,            must be an amount that a budget can have
            1e999999999,     must be an amount that a budget can have
            """)
    void rejects_an_amount_that_no_budget_can_have(BigDecimal written, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BudgetAmount(written))
                .withMessage(reason);
    }

    // its digits would need a gigabyte; a separate thread, because counting them cannot be interrupted
    @Test
    @Timeout(value = 5, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void rejects_a_huge_exponent_without_writing_its_digits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BudgetAmount.requested(new BigDecimal("1e999999999")))
                .withMessage("must have at most 15 integer digits");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,                1
            0.01,             -1
            0.5,              0
            9.99,             1
            10,               2
            1e2,              3
            0e400,            1
            1e999999999,      1000000000
            # too many for an int
            1e2147483647,     2147483648
            """)
    void counts_the_digits_before_the_point(BigDecimal number, long digits) {
        assertThat(BudgetAmount.integerDigits(number)).isEqualTo(digits);
    }
}
