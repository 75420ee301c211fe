package io.github.usagebudget.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.function.BatchMessage.ReportFolder;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.PlanRun;
import io.github.usagebudget.plan.TestRuns;
import io.github.usagebudget.simulator.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The batch function reads exactly the budgets that the timer wrote to the queue. */
class BatchMessageTest {
    private static final String VERSION = "sha256:" + "3".repeat(64);

    @ParameterizedTest
    @CsvSource(textBlock = """
            # budgets, length of the folder, messages, in the last
            1,         15,                   1,        1
            99,        15,                   1,        99
            100,       15,                   1,        100
            101,       15,                   2,        1
            250,       15,                   3,        50
            100,       45000,                4,        9
            """)
    void every_budget_is_in_one_message_of_at_most_100_budgets_and_48_KiB(
            int count, int folderLength, int messages, int last) {
        var folder = new ReportFolder("budgets/" + "x".repeat(folderLength - 8));
        var budgets = new ArrayList<BudgetChange>();
        for (var i = 0; i < count; i++) budgets.add(change(i));
        var written = BatchMessage.of(new BudgetPlan(VERSION, Optional.empty(), budgets), run(), folder);

        assertThat(written)
                .allSatisfy(message -> assertThat(message.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(48 * 1024));
        assertThat(written).hasSize(messages);
        var read = new ArrayList<BudgetChange>();
        for (var number = 1; number <= written.size(); number++) {
            var members = Json.object(written.get(number - 1));
            assertThat(members.get("batch")).hasToString("" + number);
            assertThat(members.get("batches")).hasToString("" + written.size());
            // the reader would reject the longest folder, which is only there to leave little room for budgets
            read.addAll(new BatchReader()
                    .read(written.get(number - 1).replace(folder.path(), "budgets"), new ReportFolder("budgets"))
                    .plan()
                    .budgets());
        }
        assertThat(read).isEqualTo(budgets);
        assertThat((List<?>) Json.object(written.get(messages - 1)).get("budgets"))
                .hasSize(last);
    }

    @Test
    void company_names_are_kept_and_count_towards_the_size_of_a_message() {
        var folder = new ReportFolder("budgets/reports");
        var budgets = new ArrayList<BudgetChange>();
        for (var i = 0; i < 100; i++) {
            var change = change(i);
            budgets.add(change.withCompanyName(Optional.of("株".repeat(255) + "\"")));
        }
        var written = BatchMessage.of(new BudgetPlan(VERSION, Optional.empty(), budgets), run(), folder);
        assertThat(written)
                .hasSizeBetween(2, 3)
                .allSatisfy(message -> assertThat(message.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(48 * 1024));
        assertThat(written.stream()
                        .flatMap(message -> new BatchReader().read(message, folder).plan().budgets().stream())
                        .toList())
                .isEqualTo(budgets);
    }

    @Test
    void budgets_set_by_the_default_stay_marked() {
        var folder = new ReportFolder("budgets/reports");
        var entry = BudgetChange.byDefault(
                change(0).customer(), new BudgetAmount(new BigDecimal("50.10")), Optional.of("Fabrikam"));
        var written = BatchMessage.of(new BudgetPlan(VERSION, Optional.of("EUR"), List.of(entry)), run(), folder);
        assertThat(new BatchReader().read(written.get(0), folder).plan().budgets())
                .containsExactly(entry);
    }

    /** The longest possible entry without a company name. */
    private static BudgetChange change(int i) {
        var customer = new CustomerTenantId(new UUID(0x4000, 0x8000_0000_0000_0000L + i));
        var amount = Optional.of(new BudgetAmount(new BigDecimal("123456789012345.67")));
        var expected = i % 3 == 0 ? Budget.NONE : Budget.of(new BigDecimal("1234567890123456789012345678.1234567"));
        var change = BudgetChange.of(customer, i % 2 == 0 ? amount : Optional.empty());
        return i % 5 == 0 ? change : change.withExpected(expected);
    }

    private static PlanRun run() {
        return TestRuns.dryRun(
                UUID.randomUUID().toString(),
                8,
                Deadline.after(Duration.ofMinutes(4), () -> 0),
                Duration.ofSeconds(90));
    }
}
