package io.github.usagebudget.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.BudgetPolicy;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanPolicyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # highest | total  | removals | amounts                        | fault
            -         | -      | -        | 999999999999999.99 none        | -
            200       | -      | -        | 120 200.00 2e2 none            | -
            200       | -      | -        | 120 5000 10                    | /budgets/1/amount
            200       | -      | -        | 200.01 10 201                  | /budgets/0/amount /budgets/2/amount
            -         | 300    | -        | 100 200.00                     | -
            -         | 300    | -        | 100 none none-expected 200     | -
            -         | 300    | -        | 100 200.01                     | /budgets
            -         | 0.3    | -        | 0.1 0.2                        | -
            -         | 0      | -        | 0 0.00 none                    | -
            -         | 0      | -        | 0.01                           | /budgets
            -         | -      | 1        | none 10                        | -
            -         | -      | 1        | none 10 none                   | /budgets
            -         | -      | 0        | 10                             | -
            -         | -      | 0        | none                           | /budgets
            -         | -      | 0        | none-expected none-expected    | -
            -         | -      | 0        | none-80                        | /budgets
            200       | 300    | 0        | 250 100 none                   | /budgets /budgets /budgets/0/amount
            """)
    void a_plan_is_refused_with_every_value_above_a_guard_rail(
            BigDecimal highest, BigDecimal total, Integer removals, String amounts, String pointers) {
        var policy = policy(highest, total, removals);
        var plan = plan(amounts);
        if (pointers == null) assertThatNoException().isThrownBy(() -> policy.check(plan));
        else {
            var failure = catchThrowableOfType(BudgetFailure.class, () -> policy.check(plan));
            assertThat(failure.kind()).isEqualTo(Kind.AMOUNT_REFUSED);
            assertThat(failure.faults().stream().map(FieldFault::pointer)).containsExactly(pointers.split(" "));
        }
    }

    @Test
    void each_fault_names_the_guard_rail_and_the_figures() {
        var failure = catchThrowableOfType(
                BudgetFailure.class,
                () -> policy(new BigDecimal("2e2"), new BigDecimal("300.50"), 1).check(plan("250 100.10 none none")));
        assertThat(failure)
                .hasMessage("The guard rails refuse the plan: it has 3 faults; nothing was written. See errors.");
        assertThat(failure.faults())
                .containsExactly(
                        new FieldFault(
                                "/budgets",
                                "add up to 350.10, which is above the highest total allowed, 300.50"
                                        + " (BUDGET_PLAN_MAX_TOTAL)"),
                        new FieldFault(
                                "/budgets",
                                "remove 2 budgets, which is above the highest number allowed, 1 (BUDGET_PLAN_MAX_REMOVALS)"),
                        new FieldFault(
                                "/budgets/0/amount", "is above the highest budget allowed, 200 (BUDGET_MAX_AMOUNT)"));
    }

    @Test
    void the_first_100_faults_are_listed_and_all_are_counted() {
        var plan = plan(String.join(" ", Collections.nCopies(250, "2")));
        var failure = catchThrowableOfType(
                BudgetFailure.class, () -> policy(BigDecimal.ONE, null, null).check(plan));
        assertThat(failure.faults()).hasSize(100);
        assertThat(failure).hasMessageContaining("250 faults, of which the first 100 are listed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NDJSON | {"customerTenantId":"ID0","amount":1}~~{"customerTenantId":"ID1","amount":3} | line 3/amount
            CSV    | customerTenantId,amount~ID0,1~~ID1,3                                       | line 4/amount
            JSON   | {"budgets":[{"customerTenantId":"ID0","amount":1},{"customerTenantId":"ID1","amount":3}]} | /budgets/1/amount
            """)
    void a_fault_points_to_the_budget_in_the_text(PlanFormat format, String text, String pointer) {
        var bytes = text.replace("~", "\n")
                .replace("ID0", UUID.randomUUID().toString())
                .replace("ID1", UUID.randomUUID().toString())
                .getBytes(UTF_8);
        var plan = PlanReader.read(format, new ByteArrayInputStream(bytes));
        var failure = catchThrowableOfType(
                BudgetFailure.class,
                () -> policy(new BigDecimal("2"), null, null).check(plan));
        assertThat(failure.faults()).extracting(FieldFault::pointer).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
            JSON   | {"defaultAmount":3,"budgets":[]}                                          | /defaultAmount
            JSON   | {"defaultAmount":3,"budgets":[{"customerTenantId":"ID","amount":3}]}      | /budgets/0/amount /defaultAmount
            JSON   | {"defaultAmount":2,"budgets":[]}                                          | -
            NDJSON | {"customerTenantId":"*","amount":3}                                       | /defaultAmount
            CSV    | customerTenantId,amount@*,3                                               | /defaultAmount
            """)
    void the_highest_budget_also_applies_to_the_default(PlanFormat format, String text, String pointers) {
        var plan = Plans.read(
                format, text.replace("@", "\n").replace("ID", UUID.randomUUID().toString()));
        var policy = policy(new BigDecimal("2"), null, null);
        if (pointers == null) assertThatNoException().isThrownBy(() -> policy.check(plan));
        else {
            var failure = catchThrowableOfType(BudgetFailure.class, () -> policy.check(plan));
            assertThat(failure.faults().stream().map(FieldFault::pointer)).containsExactly(pointers.split(" "));
        }
    }

    @Test
    void the_total_is_checked_again_with_the_entries_of_the_default() {
        var plan = Plans.read(
                PlanFormat.JSON, "{\"defaultAmount\":2,\"budgets\":[" + Plans.entry(Plans.ONE, "\"amount\":3") + "]}");
        var policy = policy(null, new BigDecimal("4.99"), null);
        policy.check(plan);
        var entry = BudgetChange.byDefault(
                new CustomerTenantId(UUID.randomUUID()), plan.defaultAmount().orElseThrow(), Optional.empty());
        var failure =
                catchThrowableOfType(BudgetFailure.class, () -> policy.checkTotal(plan.withDefaults(List.of(entry))));
        assertThat(failure.faults())
                .containsExactly(new FieldFault(
                        "/budgets",
                        "add up to 5, which is above the highest total allowed, 4.99 (BUDGET_PLAN_MAX_TOTAL)"));
        policy(null, new BigDecimal("5"), null).checkTotal(plan.withDefaults(List.of(entry)));
    }

    private static PlanPolicy policy(BigDecimal highest, BigDecimal total, Integer removals) {
        return new PlanPolicy(
                new BudgetPolicy(Optional.ofNullable(highest), Optional.of(BigDecimal.ZERO)),
                Optional.ofNullable(total),
                Optional.ofNullable(removals));
    }

    /** A plan with these amounts; {@code none} is a removal, and {@code none-80} one that expects a budget of 80. */
    private static BudgetPlan plan(String amounts) {
        var budgets = Stream.of(amounts.split(" "))
                .map(amount -> "{\"customerTenantId\":\"" + UUID.randomUUID() + "\","
                        + switch (amount) {
                            case "none" -> "\"amount\":null,\"removeBudget\":true";
                            case "none-expected" -> "\"amount\":null,\"removeBudget\":true,\"expectedAmount\":null";
                            case "none-80" -> "\"amount\":null,\"removeBudget\":true,\"expectedAmount\":80";
                            default -> "\"amount\":" + amount;
                        }
                        + "}")
                .collect(Collectors.joining(",", "{\"budgets\":[", "]}"));
        return PlanReader.read(PlanFormat.JSON, new ByteArrayInputStream(budgets.getBytes(UTF_8)));
    }
}
