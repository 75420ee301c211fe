package io.github.usagebudget.plan;

import java.util.ArrayList;
import java.util.List;

/** Writes an export as a table that {@link CsvPlan} reads back. Stateless. */
public final class ExportCsv {
    private static final List<String> COLUMNS =
            List.of("customerTenantId", "companyName", "domain", "amount", "removeBudget", "expectedAmount");
    private static final List<String> USAGE = List.of("currency", "usage", "percentUsed");
    private static final String PROBLEM = "#problem";

    private ExportCsv() {}

    public static String of(BudgetExport export, CsvDialect dialect) {
        var hasUsage = export.budgets().stream().anyMatch(ExportCsv::hasUsage);
        var columns = new ArrayList<>(COLUMNS);
        if (hasUsage) columns.addAll(USAGE);
        columns.add(PROBLEM);
        var table = new CsvTable(dialect);
        table.row(columns.toArray());
        export.budgets().forEach(entry -> table.row(fields(entry, hasUsage)));
        export.unreadable().forEach(customer -> table.row(fields(customer, columns.size())));
        return table.toString();
    }

    private static boolean hasUsage(BudgetExport.ExportEntry entry) {
        return entry.currency().isPresent()
                || entry.usage().isPresent()
                || entry.percentUsed().isPresent();
    }

    private static Object[] fields(BudgetExport.ExportEntry entry, boolean hasUsage) {
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

    private static Object[] fields(BudgetExport.UnreadableCustomer customer, int columns) {
        var fields = new Object[columns];
        java.util.Arrays.fill(fields, "");
        fields[0] = CsvHeader.IGNORED + customer.customer();
        fields[1] = customer.companyName();
        fields[columns - 1] =
                customer.failure().kind().code() + ": " + customer.failure().getMessage();
        return fields;
    }
}
