package io.github.usagebudget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            300,    300,        true
            300,    300.000000, true
            300.00, 3e2,        true
            0,      0.00,       true
            300,    300.01,     false
            0,      ,           false
            ,       0,          false
            ,       ,           true
            """)
    void is_compared_by_value_and_not_by_scale(BigDecimal one, BigDecimal other, boolean same) {
        assertThat(budget(one).sameAs(budget(other))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            300.000000, 300.000000
            1e2,        100
            0,          0
            ,           none
            """)
    void is_printed_with_every_digit(BigDecimal amount, String expected) {
        assertThat(budget(amount)).hasToString(expected);
    }

    @Test
    void keeps_the_scale_of_its_amount() {
        assertThat(Budget.of(new BigDecimal("300.000000")).amount()).contains(new BigDecimal("300.000000"));
    }

    @Test
    void no_budget_has_no_amount() {
        assertThat(Budget.NONE.amount()).isEmpty();
    }

    private static Budget budget(BigDecimal amount) {
        return amount == null ? Budget.NONE : Budget.of(amount);
    }
}
