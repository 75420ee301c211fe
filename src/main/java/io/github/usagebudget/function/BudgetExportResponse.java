package io.github.usagebudget.function;

import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.plan.CsvDialect;
import io.github.usagebudget.plan.CsvTable;
import io.github.usagebudget.plan.ExportBudgets.BudgetExport;
import io.github.usagebudget.plan.ExportBudgets.ExportEntry;
import io.github.usagebudget.plan.ExportBudgets.UnreadableCustomer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The response with an export that was complete at {@code readAt}, in each format. Immutable. */
public record BudgetExportResponse(BudgetExport export, CsvDialect dialect, Instant readAt, String correlationId)
        implements HttpEndpoint.Result {
    @Override
    public List<Representation> representations() {
        return List.of(Representation.JSON, Representation.NDJSON, Representation.CSV, Representation.PAGE);
    }

    @Override
    public String fileName() {
        return "budget-plan";
    }

    @Override
    public String as(Representation form) {
        return switch (form) {
            case JSON -> JsonText.of(new Plan(null, budgets(), unreadable()));
            case NDJSON -> lines();
            case CSV -> CsvTable.ofExport(export, dialect);
            case PAGE -> ReportPage.of(JsonText.of(new Plan(readAt.toString(), budgets(), unreadable())));
        };
    }

    private String lines() {
        var unreadable = unreadable().stream().map(customer -> Map.of("unreadable", customer));
        return Stream.concat(budgets().stream(), unreadable)
                .map(each -> JsonText.of(each) + "\n")
                .collect(Collectors.joining());
    }

    private List<ExportedBudget> budgets() {
        return export.budgets().stream().map(ExportedBudget::of).toList();
    }

    private List<UnreadableBudget> unreadable() {
        return export.unreadable().stream()
                .map(customer -> UnreadableBudget.of(customer, correlationId))
                .toList();
    }

    /** @param readAt only in the data of the page */
    public record Plan(String readAt, List<ExportedBudget> budgets, List<UnreadableBudget> unreadable) {}

    /**
     * A budget in the plan. Members that are null are not written.
     *
     * @param removeBudget true if there is no budget, else absent
     * @param expectedAmount null (empty) if there is no budget, else absent
     */
    public record ExportedBudget(
            String customerTenantId,
            String companyName,
            String domain,
            Optional<BigDecimal> amount,
            Boolean removeBudget,
            Optional<BigDecimal> expectedAmount,
            String currency,
            BigDecimal usage,
            BigDecimal percentUsed) {
        private static ExportedBudget of(ExportEntry entry) {
            var hasBudget = entry.amount().isPresent();
            return new ExportedBudget(
                    entry.customer().toString(),
                    entry.companyName().orElse(null),
                    entry.domain().orElse(null),
                    entry.amount(),
                    hasBudget ? null : true,
                    hasBudget ? null : Optional.empty(),
                    entry.currency().orElse(null),
                    entry.usage().orElse(null),
                    entry.percentUsed().orElse(null));
        }
    }

    /** A customer whose budget is not in the plan. */
    public record UnreadableBudget(String customerTenantId, String companyName, Problem problem) {
        private static UnreadableBudget of(UnreadableCustomer customer, String correlationId) {
            return new UnreadableBudget(
                    customer.customer().toString(),
                    customer.companyName().orElse(null),
                    Problem.of(customer.failure(), customer.requestId(), correlationId));
        }
    }
}
