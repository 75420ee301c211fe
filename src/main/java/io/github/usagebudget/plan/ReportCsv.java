package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a run's report as a table with one row per customer. An amount is empty if there is no budget; previousAmount is also empty if the
 * budget was not read. Stateless.
 */
public final class ReportCsv {
    private static final Object[] COLUMNS = {
        "customerTenantId", "companyName", "outcome", "amount", "previousAmount", "code", "detail"
    };

    /** So many fit into a cell of a spreadsheet, which holds 32,767 characters. */
    private static final int MOST_FAULTS = 20;

    private ReportCsv() {}

    public static String of(PlanReport report, CsvDialect dialect) {
        var table = new CsvTable(dialect);
        table.row(COLUMNS);
        report.customers().forEach(outcome -> table.row(fields(outcome, problem(outcome, report.stopped()))));
        return table.toString();
    }

    /** The reason that stopped a run is shown at the customers that were not attempted, because a table has no other place for it. */
    private static Optional<BudgetFailure> problem(PlannedOutcome outcome, Optional<BudgetFailure> stopped) {
        return outcome.kind() == ReportedOutcome.NOT_ATTEMPTED ? stopped : outcome.failure();
    }

    private static Object[] fields(PlannedOutcome outcome, Optional<BudgetFailure> problem) {
        var change = outcome.change();
        return new Object[] {
            change.customer(),
            change.companyName(),
            outcome.kind().written(),
            change.asked().amount(),
            outcome.before().flatMap(Budget::amount),
            problem.map(failure -> failure.kind().code()),
            problem.map(BudgetFailure::getMessage)
        };
    }

    /**
     * The report of a run that was rejected as a whole: one row without a customer.
     *
     * @param code of the problem
     * @param faults of the plan; the detail quotes the first of them, because a table has no other place for them
     */
    public static String ofRefusal(String code, String detail, List<FieldFault> faults, CsvDialect dialect) {
        var table = new CsvTable(dialect);
        table.row(COLUMNS);
        var words = faults.stream().limit(MOST_FAULTS).map(fault -> fault.pointer() + " " + fault.detail());
        var errors = words.collect(Collectors.joining("; "));
        var more = faults.size() > MOST_FAULTS ? "; and " + (faults.size() - MOST_FAULTS) + " more" : "";
        table.row("", "", ReportedOutcome.FAILED.written(), "", "", code, (detail + " " + errors + more).strip());
        return table.toString();
    }
}
