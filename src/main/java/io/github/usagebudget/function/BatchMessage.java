package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
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
    @JsonInclude(Include.NON_NULL)
    record Entry(
            String customerTenantId,
            @JsonInclude(Include.ALWAYS) BigDecimal amount,
            Boolean removeBudget,
            Optional<BigDecimal> expectedAmount) {
        private static Entry of(BudgetChange change) {
            return new Entry(
                    change.customer().toString(),
                    change.asked().amount().orElse(null),
                    change.amount().isPresent() ? null : true,
                    change.expected().map(Budget::amount).orElse(null));
        }
    }

    static List<Entry> entries(List<BudgetChange> budgets) {
        return budgets.stream().map(Entry::of).toList();
    }

    /** @throws BudgetFailure {@code malformed-request} if it is no batch */
    static BatchMessage read(String text, ObjectMapper json) {
        try {
            // a tree that keeps every digit
            JsonNode message = json.readerFor(JsonNode.class)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .readValue(text);
            return Optional.ofNullable(message)
                    .map(BatchMessage::of)
                    .filter(BatchMessage::isWhole)
                    .orElseThrow(BatchMessage::malformed);
        } catch (JsonProcessingException e) {
            throw malformed();
        }
    }

    /** The budgets, checked as strictly as any plan's. */
    BudgetPlan plan(ObjectMapper json) {
        try {
            var text = json.writeValueAsString(Map.of("budgets", budgets)).getBytes(StandardCharsets.UTF_8);
            var read = new PlanReader(json.getFactory()).read(PlanFormat.JSON, new ByteArrayInputStream(text));
            return new BudgetPlan(planVersion, Optional.empty(), read.budgets());
        } catch (JsonProcessingException e) {
            throw malformed();
        }
    }

    private static BatchMessage of(JsonNode message) {
        return new BatchMessage(
                message.path("runId").asText(""),
                message.path("planVersion").asText(""),
                message.path("correlationId").asText(""),
                message.path("dryRun").asBoolean(true),
                message.path("reports").asText(""),
                message.path("batch").asInt(),
                message.path("batches").asInt(),
                message.path("budgets"));
    }

    private boolean isWhole() {
        return Correlation.isGuid(runId)
                && Correlation.isGuid(correlationId)
                && !planVersion.isEmpty()
                && !reports.isEmpty()
                && batch > 0;
    }

    private static BudgetFailure malformed() {
        return BudgetFailure.of(MALFORMED_REQUEST, "The message is no batch of a budget plan; nothing was written.");
    }
}
