package io.github.usagebudget.function;

import io.github.usagebudget.plan.CsvDialect;
import io.github.usagebudget.plan.PlanReport;
import java.util.List;
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
}
