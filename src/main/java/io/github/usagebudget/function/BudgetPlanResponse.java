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
import java.util.function.Function;

/** The response with a run's report, in each form. Immutable. */
public record BudgetPlanResponse(PlanReport report, String correlationId, CsvDialect dialect) {
    private static final String NAME = "budget-plan-report";

    static final List<Representation> REPRESENTATIONS = List.of(
            new Representation("application/json", "application/json", Optional.empty(), written(ReportForm.JSON)),
            Representation.page(NAME + ".html", written(ReportForm.PAGE)),
            Representation.csv(NAME + ".csv", written(ReportForm.CSV)));

    private static Function<Object, String> written(ReportForm form) {
        return result -> {
            var response = (BudgetPlanResponse) result;
            return form.report(response.report, response.correlationId, response.dialect);
        };
    }

    /** The forms of a run's report, in HTTP answers and blobs. */
    enum ReportForm {
        JSON(".json"),
        /** For people. */
        PAGE(".html"),
        /** For spreadsheets. */
        CSV(".csv");

        private final String extension;

        ReportForm(String extension) {
            this.extension = extension;
        }

        /** By the extension of {@code BUDGET_REPORT_BLOB}, in any letter case; empty if the extension is unknown. */
        static Optional<ReportForm> ofBlobName(String name) {
            var lower = name.toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(form -> lower.endsWith(form.extension))
                    .findFirst();
        }

        /** @param dialect for CSV */
        String report(PlanReport report, String correlationId, CsvDialect dialect) {
            return switch (this) {
                case JSON -> JsonText.of(PlanReportResponse.of(report, correlationId));
                case PAGE -> ReportPage.of(JSON.report(report, correlationId, dialect));
                case CSV -> ReportCsv.of(report, dialect);
            };
        }

        /** The report of a run that was refused as a whole. */
        String refusal(Problem problem) {
            return switch (this) {
                case JSON -> JsonText.of(problem);
                case PAGE -> ReportPage.of(JSON.refusal(problem));
                case CSV -> ReportCsv.ofRefusal(problem.code(), problem.detail(), faults(problem), CsvDialect.COMMA);
            };
        }

        private static List<FieldFault> faults(Problem problem) {
            return problem.errors() == null ? List.of() : problem.errors();
        }
    }
}
