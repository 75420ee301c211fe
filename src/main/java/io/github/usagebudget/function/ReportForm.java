package io.github.usagebudget.function;

import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.plan.CsvDialect;
import io.github.usagebudget.plan.PlanReport;
import io.github.usagebudget.plan.ReportCsv;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a run's report can be written as, over HTTP and in a blob. */
enum ReportForm {
    JSON(".json") {
        @Override
        String report(PlanReport report, String correlationId, CsvDialect dialect) {
            return JsonText.of(PlanReportResponse.of(report, correlationId));
        }

        @Override
        String refusal(Problem problem) {
            return JsonText.of(problem);
        }
    },
    /** For people. */
    PAGE(".html") {
        @Override
        String report(PlanReport report, String correlationId, CsvDialect dialect) {
            return ReportPage.of(JSON.report(report, correlationId, dialect));
        }

        @Override
        String refusal(Problem problem) {
            return ReportPage.of(JSON.refusal(problem));
        }
    },
    /** For spreadsheets. */
    CSV(".csv") {
        @Override
        String report(PlanReport report, String correlationId, CsvDialect dialect) {
            return ReportCsv.of(report, dialect);
        }

        @Override
        String refusal(Problem problem) {
            var faults = problem.errors() == null ? List.<FieldFault>of() : problem.errors();
            return ReportCsv.ofRefusal(problem.code(), problem.detail(), faults, CsvDialect.COMMA);
        }
    };

    private final String extension;

    ReportForm(String extension) {
        this.extension = extension;
    }

    /** By the extension of {@code BUDGET_REPORT_BLOB}, in any letter case; empty for any other. */
    static Optional<ReportForm> ofBlobName(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(form -> lower.endsWith(form.extension))
                .findFirst();
    }

    /** @param dialect of a table */
    abstract String report(PlanReport report, String correlationId, CsvDialect dialect);

    /** Of a plan that was refused as a whole. */
    abstract String refusal(Problem problem);
}
