package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CUSTOMER_UNKNOWN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CsvTableReportTest {
    private static final String HEADER =
            "\uFEFFcustomerTenantId,companyName,outcome,amount,previousAmount,code,detail\r\n";

    @Test
    void each_customer_is_a_row() {
        var failure = BudgetFailure.of(CUSTOMER_UNKNOWN, "Unknown, or \"gone\".");
        var report = report(
                outcome(
                        Plans.set(Plans.ONE, "90.10"),
                        ReportedOutcome.UPDATED,
                        Budget.of(new BigDecimal("300.000000"))),
                outcome(Plans.removed(Plans.TWO), ReportedOutcome.WOULD_REMOVE, Budget.of(BigDecimal.ONE)),
                outcome(Plans.set(Plans.TWO, "1"), ReportedOutcome.UPDATED, Budget.NONE),
                new PlannedOutcome(
                        Plans.named("=Fabrikam", Plans.set(Plans.THREE, "1e2")),
                        ReportedOutcome.FAILED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(failure)),
                PlannedOutcome.notAttempted(Plans.set(Plans.THREE, "0")));
        assertThat(CsvTable.ofReport(report, CsvDialect.COMMA))
                .isEqualTo(HEADER
                        + Plans.ONE + ",,updated,90.10,300.000000,,\r\n"
                        + Plans.TWO + ",,would-remove,,1,,\r\n"
                        + Plans.TWO + ",,updated,1,,,\r\n"
                        + Plans.THREE
                        + ",'=Fabrikam,failed,100,,customer-unknown,\"Unknown, or \"\"gone\"\".\"\r\n"
                        + Plans.THREE + ",,not-attempted,0,,,\r\n");
    }

    @Test
    void a_table_with_semicolons_has_decimal_commas() {
        var report = report(
                outcome(Plans.set(Plans.ONE, "90.10"), ReportedOutcome.UPDATED, Budget.of(new BigDecimal("80.5"))));
        assertThat(CsvTable.ofReport(report, CsvDialect.SEMICOLON))
                .isEqualTo(HEADER.replace(',', ';') + Plans.ONE + ";;updated;90,10;80,5;;\r\n");
    }

    @Test
    void customers_that_were_not_attempted_have_the_reason_why_the_run_stopped() {
        var stopped = report(
                Optional.of(BudgetFailure.of(MISCONFIGURED, "It is missing.")),
                outcome(Plans.set(Plans.ONE, "1"), ReportedOutcome.UPDATED, Budget.NONE),
                PlannedOutcome.notAttempted(Plans.set(Plans.TWO, "1")));
        assertThat(CsvTable.ofReport(stopped, CsvDialect.COMMA))
                .isEqualTo(HEADER
                        + Plans.ONE + ",,updated,1,,,\r\n"
                        + Plans.TWO + ",,not-attempted,1,,misconfigured,It is missing.\r\n");
    }

    @Test
    void a_refused_plan_is_one_row_with_its_first_faults() {
        assertThat(CsvTable.ofRefusal("misconfigured", "It is missing.", List.of(), CsvDialect.COMMA))
                .isEqualTo(HEADER + ",,failed,,,misconfigured,It is missing.\r\n");
        var faults = IntStream.range(0, 22)
                .mapToObj(i -> new FieldFault("line " + i, "is \"odd\""))
                .toList();
        assertThat(CsvTable.ofRefusal("malformed-request", "See errors.", faults, CsvDialect.COMMA))
                .startsWith(HEADER + ",,failed,,,malformed-request,\"See errors. line 0 is \"\"odd\"\"; line 1 is")
                .endsWith("line 19 is \"\"odd\"\"; and 2 more\"\r\n")
                .hasLineCount(2);
    }

    private static PlanReport report(PlannedOutcome... customers) {
        return report(Optional.empty(), customers);
    }

    private static PlanReport report(Optional<BudgetFailure> stopped, PlannedOutcome... customers) {
        return new PlanReport(
                "r",
                "sha256:0",
                false,
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(customers),
                OptionalInt.empty(),
                stopped);
    }

    private static PlannedOutcome outcome(BudgetChange change, ReportedOutcome kind, Budget before) {
        return new PlannedOutcome(change, kind, Optional.of(before), Optional.empty(), Optional.empty());
    }
}
