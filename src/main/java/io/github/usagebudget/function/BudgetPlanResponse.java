package io.github.usagebudget.function;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.plan.CsvDialect;
import io.github.usagebudget.plan.CsvTable;
import io.github.usagebudget.plan.PlanReport;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The report of a run, in HTTP answers and blobs. Immutable. */
public record BudgetPlanResponse(PlanReport report, String correlationId, CsvDialect dialect)
        implements HttpEndpoint.Result {
    static final List<Representation> FORMS = List.of(Representation.JSON, Representation.PAGE, Representation.CSV);

    @Override
    public List<Representation> representations() {
        return FORMS;
    }

    @Override
    public String fileName() {
        return "budget-plan-report";
    }

    @Override
    public String as(Representation form) {
        return form == Representation.CSV
                ? CsvTable.ofReport(report, dialect)
                : jsonOrPage(PlanReportResponse.of(report, correlationId), form);
    }

    /** The report of a run that was refused as a whole. */
    static String refusal(Problem problem, Representation form) {
        var faults = Optional.ofNullable(problem.errors()).orElse(List.of());
        return form == Representation.CSV
                ? CsvTable.ofRefusal(problem.code(), problem.detail(), faults, CsvDialect.COMMA)
                : jsonOrPage(problem, form);
    }

    private static String jsonOrPage(Record report, Representation form) {
        var json = JsonText.of(report);
        return form == Representation.PAGE ? ReportPage.of(json) : json;
    }

    /**
     * The report as JSON.
     *
     * @param currency of the plan; null, which is not written, if it has none
     * @param correlationId in the log of this function and in that of Partner Center
     * @param stopped why the run stopped early; null, which is not written, if it did not
     */
    public record PlanReportResponse(
            String runId,
            String planVersion,
            boolean dryRun,
            String currency,
            String startedAt,
            String finishedAt,
            String correlationId,
            Map<String, Integer> summary,
            Problem stopped,
            List<CustomerResult> customers) {
        private static PlanReportResponse of(PlanReport report, String correlationId) {
            return new PlanReportResponse(
                    report.runId(),
                    report.planVersion(),
                    report.dryRun(),
                    report.currency().orElse(null),
                    report.startedAt().toString(),
                    report.finishedAt().toString(),
                    correlationId,
                    BudgetPlanResponse.summary(report),
                    report.stopped()
                            .map(reason -> Problem.of(reason, Optional.empty(), correlationId))
                            .orElse(null),
                    report.customers().stream()
                            .map(outcome -> CustomerResult.of(outcome, correlationId))
                            .toList());
        }
    }

    /**
     * @param default_ true if the amount is the plan's default; null, which is not written, if the plan has an entry for the customer
     * @param previousAmount absent (null here) if it was not read, null (empty) if there was no budget
     */
    public record CustomerResult(
            String customerTenantId,
            String companyName,
            String outcome,
            Boolean default_,
            Optional<BigDecimal> amount,
            Optional<BigDecimal> previousAmount,
            Problem problem) {
        private static CustomerResult of(PlannedOutcome outcome, String correlationId) {
            return new CustomerResult(
                    outcome.change().customer().toString(),
                    outcome.change().companyName().orElse(null),
                    outcome.kind().written(),
                    outcome.change().isDefault() ? true : null,
                    outcome.change().asked().amount(),
                    outcome.before().map(Budget::amount).orElse(null),
                    outcome.failure()
                            .map(failure -> Problem.of(failure, outcome.requestId(), correlationId))
                            .orElse(null));
        }
    }

    /** How many customers had each outcome, by its name in reports and log lines. */
    static Map<String, Integer> summary(PlanReport report) {
        var counts = report.counts();
        var summary = new LinkedHashMap<String, Integer>();
        summary.put("planned", report.customers().size());
        if (report.dryRun()) {
            summary.put("wouldUpdate", counts.get(ReportedOutcome.WOULD_UPDATE));
            summary.put("wouldRemove", counts.get(ReportedOutcome.WOULD_REMOVE));
        } else {
            summary.put("updated", counts.get(ReportedOutcome.UPDATED));
            summary.put("removed", counts.get(ReportedOutcome.REMOVED));
        }
        summary.put("unchanged", counts.get(ReportedOutcome.UNCHANGED));
        summary.put("failed", counts.get(ReportedOutcome.FAILED));
        summary.put("notAttempted", counts.get(ReportedOutcome.NOT_ATTEMPTED));
        if (counts.get(ReportedOutcome.QUEUED) > 0) summary.put("queued", counts.get(ReportedOutcome.QUEUED));
        report.defaultSkipped().ifPresent(skipped -> summary.put("defaultSkipped", skipped));
        return summary;
    }
}
