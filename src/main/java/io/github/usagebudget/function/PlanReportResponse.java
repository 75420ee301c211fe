package io.github.usagebudget.function;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.plan.PlanReport;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report of a run as JSON, in HTTP answers and blobs. Immutable.
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

    static PlanReportResponse of(PlanReport report, String correlationId) {
        return new PlanReportResponse(
                report.runId(),
                report.planVersion(),
                report.dryRun(),
                report.currency().orElse(null),
                written(report.startedAt()),
                written(report.finishedAt()),
                correlationId,
                summary(report),
                report.stopped()
                        .map(reason -> Problem.of(reason, Optional.empty(), correlationId))
                        .orElse(null),
                report.customers().stream()
                        .map(outcome -> CustomerResult.of(outcome, correlationId))
                        .toList());
    }

    static Map<String, Integer> summary(PlanReport report) {
        var counts = report.counts();
        var summary = new LinkedHashMap<String, Integer>();
        summary.put("planned", report.customers().size());
        summary.put(
                report.dryRun() ? "wouldUpdate" : "updated",
                counts.get(report.dryRun() ? ReportedOutcome.WOULD_UPDATE : ReportedOutcome.UPDATED));
        summary.put(
                report.dryRun() ? "wouldRemove" : "removed",
                counts.get(report.dryRun() ? ReportedOutcome.WOULD_REMOVE : ReportedOutcome.REMOVED));
        summary.put("unchanged", counts.get(ReportedOutcome.UNCHANGED));
        summary.put("failed", counts.get(ReportedOutcome.FAILED));
        summary.put("notAttempted", counts.get(ReportedOutcome.NOT_ATTEMPTED));
        if (counts.get(ReportedOutcome.QUEUED) > 0) summary.put("queued", counts.get(ReportedOutcome.QUEUED));
        report.defaultSkipped().ifPresent(skipped -> summary.put("defaultSkipped", skipped));
        return summary;
    }

    private static String written(Instant time) {
        return time.toString();
    }
}
