package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.plan.ExportBudgets.BudgetExport;
import io.github.usagebudget.plan.ExportBudgets.ExportEntry;
import io.github.usagebudget.plan.ExportBudgets.UnreadableCustomer;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome.ReportedOutcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a table (RFC 4180) in the form that spreadsheets read best: in UTF-8 with a byte order mark, rows that end with CR LF, and no text
 * that a spreadsheet would read as a formula. One per table; not thread-safe.
 */
public final class CsvTable {
    private static final List<String> EXPORT =
            List.of("customerTenantId", "companyName", "domain", "amount", "removeBudget", "expectedAmount");
    private static final List<String> USAGE = List.of("currency", "usage", "percentUsed");
    /** The last column of an export; plans ignore it. */
    static final String PROBLEM = CsvHeader.IGNORED + "problem";

    private static final Object[] REPORT = {
        "customerTenantId", "companyName", "outcome", "amount", "previousAmount", "code", "detail"
    };

    /** So many fit into a cell of a spreadsheet, which holds 32,767 characters. */
    private static final int MOST_FAULTS = 20;

    /**
     * A spreadsheet reads a text with such a start as a formula (https://owasp.org/www-community/attacks/CSV_Injection), except for the
     * apostrophe, which is the escape.
     */
    private static final String ESCAPED_STARTS = "=+-@\t\r'";

    private final CsvDialect dialect;
    private final StringBuilder text = new StringBuilder("\uFEFF");

    CsvTable(CsvDialect dialect) {
        this.dialect = dialect;
    }

    /** An export in the form that {@link CsvPlan} reads back. */
    public static String ofExport(BudgetExport export, CsvDialect dialect) {
        var hasUsage = export.budgets().stream().anyMatch(CsvTable::hasUsage);
        var columns = new ArrayList<Object>(EXPORT);
        if (hasUsage) columns.addAll(USAGE);
        columns.add(PROBLEM);
        var table = new CsvTable(dialect);
        table.row(columns.toArray());
        export.budgets().forEach(entry -> table.row(fields(entry, hasUsage)));
        export.unreadable().forEach(customer -> table.row(fields(customer, columns.size())));
        return table.toString();
    }

    private static boolean hasUsage(ExportEntry entry) {
        return entry.currency().isPresent()
                || entry.usage().isPresent()
                || entry.percentUsed().isPresent();
    }

    private static Object[] fields(ExportEntry entry, boolean hasUsage) {
        var hasBudget = entry.amount().isPresent();
        var fields = new ArrayList<Object>(List.of(
                entry.customer(),
                entry.companyName(),
                entry.domain(),
                entry.amount(),
                hasBudget ? "" : "true",
                hasBudget ? "" : CsvPlan.NO_BUDGET));
        if (hasUsage) fields.addAll(List.of(entry.currency(), entry.usage(), entry.percentUsed()));
        fields.add("");
        return fields.toArray();
    }

    private static Object[] fields(UnreadableCustomer customer, int columns) {
        var failure = customer.failure();
        var fields = new ArrayList<Object>(Collections.nCopies(columns, ""));
        fields.set(0, CsvHeader.IGNORED + customer.customer());
        fields.set(1, customer.companyName());
        fields.set(columns - 1, failure.kind().code() + ": " + failure.getMessage());
        return fields.toArray();
    }

    /** A run's report. An amount is empty if there is no budget; previousAmount is also empty if the budget was not read. */
    public static String ofReport(PlanReport report, CsvDialect dialect) {
        var table = new CsvTable(dialect);
        table.row(REPORT);
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
     * The report of a run that was rejected as a whole: one row without a customer. Its detail quotes the first faults of the plan, because a
     * table has no other place for them.
     */
    public static String ofRefusal(String code, String detail, List<FieldFault> faults, CsvDialect dialect) {
        var table = new CsvTable(dialect);
        table.row(REPORT);
        var words = faults.stream().limit(MOST_FAULTS).map(fault -> fault.pointer() + " " + fault.detail());
        var errors = words.collect(Collectors.joining("; "));
        var more = faults.size() > MOST_FAULTS ? "; and " + (faults.size() - MOST_FAULTS) + " more" : "";
        table.row("", "", ReportedOutcome.FAILED.written(), "", "", code, (detail + " " + errors + more).strip());
        return table.toString();
    }

    /** @param fields each a text, a number, or an {@link Optional} of either */
    void row(Object... fields) {
        for (var i = 0; i < fields.length; i++) {
            if (i > 0) text.append(dialect.separator);
            add(fields[i]);
        }
        text.append("\r\n");
    }

    private void add(Object field) {
        if (field instanceof Optional<?> optional) optional.ifPresent(this::add);
        else if (field instanceof BigDecimal number)
            text.append(number.toPlainString().replace('.', dialect.decimalSign));
        else addText(escaped(field.toString()));
    }

    private void addText(String field) {
        if (field.chars().noneMatch(c -> c == '"' || c == ',' || c == ';' || c == '\r' || c == '\n'))
            text.append(field);
        else text.append('"').append(field.replace("\"", "\"\"")).append('"');
    }

    /** With a leading apostrophe if a spreadsheet would read the text as a formula, or if it already looks escaped. */
    private static String escaped(String field) {
        var isFormula = !field.startsWith("'") && startsLikeFormula(field, 0);
        return isFormula || isEscaped(field) ? "'" + field : field;
    }

    /** Without the apostrophe that stops a spreadsheet from reading the text as a formula. */
    static String unescaped(String field) {
        return isEscaped(field) ? field.substring(1) : field;
    }

    private static boolean isEscaped(String field) {
        return field.startsWith("'") && startsLikeFormula(field, 1);
    }

    private static boolean startsLikeFormula(String field, int from) {
        return field.length() > from && ESCAPED_STARTS.indexOf(field.charAt(from)) >= 0;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
