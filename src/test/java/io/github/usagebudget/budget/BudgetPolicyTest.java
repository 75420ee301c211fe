package io.github.usagebudget.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetPolicyTest {
    private static final BudgetPolicy NONE = policy(null, null);

    @ParameterizedTest
    @CsvSource(textBlock = """
            500,    500
            500,    499.99
            500.00, 5e2
            0,      0
            """)
    void allows_an_amount_up_to_the_maximum(BigDecimal highest, String amount) {
        assertThatNoException().isThrownBy(() -> policy(highest, null).checkAmount(Changes.to(amount)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            500,    500.01
            500.00, 501
            0,      0.01
            """)
    void rejects_an_amount_above_the_maximum(BigDecimal highest, String amount) {
        assertThatExceptionOfType(BudgetFailure.class)
                .isThrownBy(() -> policy(highest, null).checkAmount(Changes.to(amount)))
                .returns(Kind.AMOUNT_REFUSED, BudgetFailure::kind);
    }

    @Test
    void names_the_maximum_and_its_setting() {
        var failure = catchThrowableOfType(
                BudgetFailure.class, () -> policy(new BigDecimal("5e2"), null).checkAmount(Changes.to("501")));
        assertThat(failure.faults())
                .containsExactly(
                        new FieldFault("/amount", "is above the highest budget allowed, 500 (BUDGET_MAX_AMOUNT)"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # percent, current,    amount
            20,        100,        120
            20,        100,        120.00
            20,        100.000000, 99
            12.5,      100,        112.5
            0,         100,        100
            0,         100,        80
            150,       10,         25
            """)
    void allows_an_increase_up_to_the_percentage(BigDecimal percent, BigDecimal current, String amount) {
        assertThatNoException()
                .isThrownBy(() -> policy(null, percent).checkIncrease(Changes.to(amount), Budget.of(current)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # percent, current,    amount
            20,        100,        120.01
            20,        100.000000, 121
            12.5,      100,        112.51
            0,         100,        100.01
            150,       10,         25.01
            """)
    void rejects_an_increase_above_the_percentage(BigDecimal percent, BigDecimal current, String amount) {
        assertThatExceptionOfType(BudgetFailure.class)
                .isThrownBy(() -> policy(null, percent).checkIncrease(Changes.to(amount), Budget.of(current)))
                .returns(Kind.AMOUNT_REFUSED, BudgetFailure::kind);
    }

    @Test
    void names_the_current_budget_the_percentage_and_its_setting() {
        var failure = catchThrowableOfType(
                BudgetFailure.class,
                () -> policy(null, new BigDecimal("20"))
                        .checkIncrease(Changes.to("121"), Budget.of(new BigDecimal("100"))));
        assertThat(failure.faults())
                .containsExactly(new FieldFault(
                        "/amount", "raises the budget of 100 by more than 20 percent (BUDGET_MAX_INCREASE_PERCENT)"));
    }

    @Test
    void measures_no_increase_if_there_is_no_budget() {
        assertThatNoException()
                .isThrownBy(() -> policy(null, new BigDecimal("20")).checkIncrease(Changes.to("1000000"), Budget.NONE));
    }

    @Test
    void allows_a_removal_with_any_maximum() {
        assertThatNoException().isThrownBy(() -> policy(BigDecimal.ZERO, null).checkAmount(Changes.removal()));
    }

    @Test
    void allows_a_removal_with_any_percentage() {
        assertThatNoException()
                .isThrownBy(() -> policy(null, BigDecimal.ZERO)
                        .checkIncrease(Changes.removal(), Budget.of(new BigDecimal("100"))));
    }

    @Test
    void allows_any_amount_if_no_maximum_is_set() {
        assertThatNoException().isThrownBy(() -> NONE.checkAmount(Changes.to("999999999999999.99")));
    }

    @Test
    void allows_any_increase_if_no_percentage_is_set() {
        assertThatNoException()
                .isThrownBy(
                        () -> NONE.checkIncrease(Changes.to("999999999999999.99"), Budget.of(new BigDecimal("0.01"))));
    }

    @Test
    void needs_the_current_budget_to_measure_an_increase() {
        assertThat(policy(null, new BigDecimal("20")).needsCurrent(Changes.to("100")))
                .isTrue();
    }

    @Test
    void does_not_need_the_current_budget_for_a_removal() {
        assertThat(policy(null, new BigDecimal("20")).needsCurrent(Changes.removal()))
                .isFalse();
    }

    @Test
    void does_not_need_the_current_budget_to_check_the_maximum() {
        assertThat(policy(new BigDecimal("500"), null).needsCurrent(Changes.to("100")))
                .isFalse();
    }

    private static BudgetPolicy policy(BigDecimal maxAmount, BigDecimal maxIncreasePercent) {
        return new BudgetPolicy(Optional.ofNullable(maxAmount), Optional.ofNullable(maxIncreasePercent));
    }
}
