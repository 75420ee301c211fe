package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.function.UsageBudgetFunction.IdempotencyKey;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdempotencyKeyTest {
    private static final String CUSTOMER = "0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01";
    private static final String OTHER_CUSTOMER = "0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d02";
    private static final IdempotencyKey KEY = new IdempotencyKey(Optional.of("retry-1"));

    /** The ids are literals, because a new version must recognize the requests of the old one. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            100,    afd18546-5013-5121-84c9-cedcae6e590f
            100.0,  afd18546-5013-5121-84c9-cedcae6e590f
            100.00, afd18546-5013-5121-84c9-cedcae6e590f
            1e2,    afd18546-5013-5121-84c9-cedcae6e590f
            100.1,  12860e74-5f44-5609-833e-0685528c0110
            100.10, 12860e74-5f44-5609-833e-0685528c0110
            ,       40b872dc-7587-56da-a058-3eaac8c53e66
            """)
    void gives_the_same_id_for_the_same_key_customer_and_amount(String amount, UUID id) {
        assertThat(KEY.requestIdOf(change(CUSTOMER, amount))).isEqualTo(id);
    }

    @Test
    void gives_the_same_id_for_every_way_to_write_zero() {
        assertThat(KEY.requestIdOf(change(CUSTOMER, "0.00"))).isEqualTo(KEY.requestIdOf(change(CUSTOMER, "0e400")));
    }

    @Test
    void gives_another_id_for_another_amount() {
        assertThat(KEY.requestIdOf(change(CUSTOMER, "100"))).isNotEqualTo(KEY.requestIdOf(change(CUSTOMER, "100.01")));
    }

    @Test
    void gives_another_id_for_another_customer() {
        assertThat(KEY.requestIdOf(change(CUSTOMER, "100")))
                .isNotEqualTo(KEY.requestIdOf(change(OTHER_CUSTOMER, "100")));
    }

    @Test
    void gives_another_id_for_another_key() {
        var other = new IdempotencyKey(Optional.of("retry-2"));
        assertThat(KEY.requestIdOf(change(CUSTOMER, "100"))).isNotEqualTo(other.requestIdOf(change(CUSTOMER, "100")));
    }

    @Test
    void gives_different_ids_for_a_removal_and_for_zero() {
        assertThat(KEY.requestIdOf(change(CUSTOMER, null))).isNotEqualTo(KEY.requestIdOf(change(CUSTOMER, "0")));
    }

    /** The request to Partner Center is the same with and without them. */
    @Test
    void gives_the_same_id_for_any_expected_amount_and_reason() {
        var plain = change(CUSTOMER, "100");
        var other = plain.withExpected(Budget.NONE).withReason("a reason");
        assertThat(KEY.requestIdOf(other)).isEqualTo(KEY.requestIdOf(plain));
    }

    @Test
    void gives_a_new_id_each_time_if_there_is_no_key() {
        var none = new IdempotencyKey(Optional.empty());
        assertThat(none.requestIdOf(change(CUSTOMER, "100"))).isNotEqualTo(none.requestIdOf(change(CUSTOMER, "100")));
    }

    private static BudgetChange change(String customer, String amount) {
        return BudgetChange.of(
                new CustomerTenantId(UUID.fromString(customer)),
                Optional.ofNullable(amount).map(BigDecimal::new).map(BudgetAmount::new));
    }
}
