package io.github.usagebudget.plan;

import static io.github.usagebudget.plan.PlanReader.PlanFormat.CSV;
import static io.github.usagebudget.plan.PlanReader.PlanFormat.JSON;
import static io.github.usagebudget.plan.PlanReader.PlanFormat.NDJSON;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plans for 100,000 customers. Reading takes a fraction of a second; the time limit is for a busy machine. */
@Timeout(value = 20, unit = SECONDS)
class LargePlanTest {
    private static final int CUSTOMERS = 100_000;

    @ParameterizedTest
    @EnumSource
    void reads_every_budget(PlanFormat format) {
        assertThat(Plans.read(format, plan(format, "100.10")).budgets()).hasSize(CUSTOMERS);
    }

    @Test
    void names_the_only_faulty_budget() {
        assertThat(Plans.faults(JSON, plan(JSON, "-1")))
                .containsExactly(new FieldFault("/budgets/77777/amount", "must not be negative"));
    }

    @Test
    void names_the_only_faulty_line() {
        assertThat(Plans.faults(NDJSON, plan(NDJSON, "-1")))
                .containsExactly(new FieldFault("line 77778/amount", "must not be negative"));
    }

    @Test
    void names_the_only_faulty_row() {
        assertThat(Plans.faults(CSV, plan(CSV, "-1")))
                .containsExactly(new FieldFault("line 77779/amount", "must not be negative"));
    }

    @ParameterizedTest
    @EnumSource
    void counts_the_faults_of_all_budgets(PlanFormat format) {
        var plan = plan(format, "100.10").replace("100.10", "-1");
        assertThat(Plans.refusal(format, plan))
                .hasMessageStartingWith("The plan has 100000 faults, of which the first 100");
    }

    /** A pattern that is tried at each blank would take quadratic time. */
    @Test
    void reads_cells_with_thousands_of_blanks_quickly() {
        var row = "x" + " ".repeat(7_900) + "x,1\n";
        var table = "customerTenantId,amount\n" + row.repeat(16 * 1024 * 1024 / row.length() - 1);
        assertThat(Plans.refusal(CSV, table)).hasMessageContaining("faults");
    }

    /** All budgets except one are 100.10. */
    private static String plan(PlanFormat format, String amount) {
        var budgets = IntStream.range(0, CUSTOMERS).mapToObj(i -> budget(format, i, i == 77_777 ? amount : "100.10"));
        return switch (format) {
            case JSON -> budgets.collect(Collectors.joining(",\n", "{\"budgets\":[\n", "]}"));
            case NDJSON -> budgets.collect(Collectors.joining("\n"));
            case CSV -> budgets.collect(Collectors.joining("\r\n", "customerTenantId,amount\r\n", "\r\n"));
        };
    }

    private static String budget(PlanFormat format, int i, String amount) {
        var customer = "0c1e9a2b-6f33-4a0e-9d51-%012d".formatted(i);
        return format == CSV ? customer + "," + amount : Plans.entry(customer, "\"amount\":" + amount);
    }
}
