package io.github.usagebudget.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanBatchTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # customers, batches, in the last
            1,           1,       1
            99,          1,       99
            100,         1,       100
            101,         2,       1
            250,         3,       50
            """)
    void a_plan_is_split_into_batches_of_a_hundred_in_its_order(int customers, int batches, int last) {
        var budgets = Stream.generate(PlanBatchTest::change).limit(customers).toList();
        var cut = PlanBatch.of(new BudgetPlan("sha256:39", Optional.empty(), budgets));
        assertThat(cut).hasSize(batches);
        assertThat(cut.get(batches - 1).budgets()).hasSize(last);
        assertThat(cut).extracting(PlanBatch::number).isSorted().startsWith(1).endsWith(batches);
        assertThat(cut.stream().map(PlanBatch::budgets).flatMap(List::stream)).isEqualTo(budgets);
    }

    private static BudgetChange change() {
        var customer = CustomerTenantId.parse(UUID.randomUUID().toString()).orElseThrow();
        return BudgetChange.of(customer, Optional.empty());
    }
}
