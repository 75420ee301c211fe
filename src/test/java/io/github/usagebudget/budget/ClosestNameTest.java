package io.github.usagebudget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosestNameTest {
    private static final List<String> NAMES =
            List.of("customerTenantId", "amount", "removeBudget", "expectedAmount", "usage", "BUDGET_MAX_AMOUNT");

    @ParameterizedTest
    @CsvSource(textBlock = """
            customerTenantId,    customerTenantId
            CUSTOMERTENANTID,    customerTenantId
            customer_tenant_id,  customerTenantId
            custmerTenantIds,    customerTenantId
            ammount,             amount
            aomunt,              amount
            amout,               amount
            Amoun,               amount
            expected amount,     expectedAmount
            usag,                usage
            budget_max_ammount,  BUDGET_MAX_AMOUNT
            """)
    void finds_the_intended_name(String misspelled, String name) {
        assertThat(ClosestName.of(misspelled, NAMES)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "sage2", "use", "dryRun", "limit", "amnt_x", "customerId", "cost"})
    void suggests_no_name_that_is_too_different(String misspelled) {
        assertThat(ClosestName.of(misspelled, List.of("customerTenantId", "amount", "usages1")))
                .isEmpty();
    }

    @Test
    void prefers_fewer_edits_and_then_alphabetical_order() {
        assertThat(ClosestName.of("budgets", List.of("budges1", "budgetx", "budgets2")))
                .contains("budgets2");
        assertThat(ClosestName.of("budget", List.of("budgex", "budgea"))).contains("budgea");
    }

    @Test
    void ignores_a_text_that_is_too_long() {
        var name = "x".repeat(65);
        assertThat(ClosestName.of(name, List.of(name))).isEmpty();
        assertThat(ClosestName.of("x".repeat(64), List.of(name))).contains(name);
    }
}
