package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.PlanFormat;
import io.github.usagebudget.plan.PlanReader;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One batch of a plan as it lies in the queue (schema in the README). The names {@code reports}, {@code runId} and {@code batch} are
 * used by the host, to name the batch's report.
 *
 * @param budgets as in a plan: {@link Entry} where they are written, and read as strictly as any plan
 */
record BatchMessage(
        String runId,
        String planVersion,
        String correlationId,
        boolean dryRun,
        String reports,
        int batch,
        int batches,
        Object budgets) {

    /** @param expectedAmount absent (null here) where nothing is expected, null (empty) where none is */
    record Entry(
            String customerTenantId,
            Optional<BigDecimal> amount,
            Boolean removeBudget,
            Optional<BigDecimal> expectedAmount) {
        private static Entry of(BudgetChange change) {
            return new Entry(
                    change.customer().toString(),
                    change.asked().amount(),
                    change.amount().isPresent() ? null : true,
                    change.expected().map(Budget::amount).orElse(null));
        }
    }

    static List<Entry> entries(List<BudgetChange> budgets) {
        return budgets.stream().map(Entry::of).toList();
    }

    /** @throws BudgetFailure {@code malformed-request} if it is no batch */
    static BatchMessage read(String text) {
        return JsonValue.strictObject(text.getBytes(StandardCharsets.UTF_8))
                .map(BatchMessage::of)
                .filter(BatchMessage::isWhole)
                .orElseThrow(BatchMessage::malformed);
    }

    /** The budgets, checked as strictly as any plan's. */
    BudgetPlan plan() {
        var text = JsonText.of(Map.of("budgets", budgets)).getBytes(StandardCharsets.UTF_8);
        var read = new PlanReader(JsonValue.FACTORY).read(PlanFormat.JSON, new ByteArrayInputStream(text));
        return new BudgetPlan(planVersion, Optional.empty(), read.budgets());
    }

    private static BatchMessage of(JsonValue message) {
        var budgets = message.member("budgets");
        return new BatchMessage(
                message.member("runId").shown(),
                message.member("planVersion").shown(),
                message.member("correlationId").shown(),
                message.member("dryRun").flag().orElse(true),
                message.member("reports").shown(),
                message.member("batch").wholeNumber().map(Long::intValue).orElse(0),
                message.member("batches").wholeNumber().map(Long::intValue).orElse(0),
                budgets.items().isEmpty() ? null : budgets.value());
    }

    private boolean isWhole() {
        return Correlation.isGuid(runId)
                && Correlation.isGuid(correlationId)
                && !planVersion.isEmpty()
                && !reports.isEmpty()
                && batch > 0
                && budgets != null;
    }

    private static BudgetFailure malformed() {
        return BudgetFailure.of(MALFORMED_REQUEST, "The message is no batch of a budget plan; nothing was written.");
    }
}
