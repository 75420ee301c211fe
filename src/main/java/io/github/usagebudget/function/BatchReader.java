package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.ClosestName;
import io.github.usagebudget.function.BatchMessage.ReportFolder;
import io.github.usagebudget.function.InvocationContext.Correlation;
import io.github.usagebudget.json.JsonFaults;
import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.PlanReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads a message from the queue as strictly as a plan, because its sender is not trusted more than the sender of a plan. Used once, by one
 * thread.
 */
final class BatchReader {
    private static final Set<String> KNOWN =
            Set.of("runId", "planVersion", "correlationId", "dryRun", "reports", "batch", "batches", "budgets");

    private static final Pattern VERSION = Pattern.compile("sha256:[0-9a-f]{1,64}");

    /** Of a blob: https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata */
    private static final int LONGEST_PATH = 1024;
    /** Of a pointer, such as {@code /budgets/17/amount}. */
    private static final int LEVELS = 3;

    private final List<FieldFault> faults = new ArrayList<>();
    private final Set<String> wholeNumbers = new HashSet<>();

    // Mutable state
    private String runId = "";
    private String correlationId = "";

    /** A valid batch, and the number of batches in its run. */
    record Batch(String runId, UUID correlationId, boolean dryRun, int batches, BudgetPlan plan) {}

    /** The run's id, also of a refused message; empty if the message has none. */
    Optional<String> runId() {
        return Optional.of(runId).filter(id -> !id.isEmpty());
    }

    /** The run's correlation id, also of a refused message; empty if the message has none. */
    Optional<String> correlationId() {
        return Optional.of(correlationId).filter(id -> !id.isEmpty());
    }

    /**
     * @param folder in which the batch's report must be
     * @throws BudgetFailure {@code malformed-request} with every fault, if it has any
     */
    Batch read(String text, ReportFolder folder) {
        var bytes = text.getBytes(UTF_8);
        if (bytes.length > BatchMessage.LONGEST) {
            fault("", "must have at most " + BatchMessage.LONGEST + " bytes, and has " + bytes.length);
            throw refused();
        }
        findWholeNumbers(bytes);
        if (!faults.isEmpty()) throw refused();
        var message = JsonValue.strictObject(bytes);
        if (message.isEmpty()) {
            fault("", "must be a JSON object that has each name once");
            throw refused();
        }
        var batch = batch(message.get(), folder);
        if (!faults.isEmpty()) throw refused();
        return batch;
    }

    private Batch batch(JsonValue message, ReportFolder folder) {
        for (var name : message.members().keySet())
            if (!KNOWN.contains(name)) fault("/" + JsonFaults.escaped(name), ClosestName.unknown(name, KNOWN));
        runId = text(message, "runId", Correlation::isGuid, "must be a GUID");
        var version =
                text(message, "planVersion", VERSION.asMatchPredicate(), "must be the digest of a plan, sha256:…");
        correlationId = text(message, "correlationId", Correlation::isGuid, "must be a GUID");
        var reports = text(
                message, "reports", folder::holds, "must be in the folder of BUDGET_REPORT_BLOB, " + folder.path());
        var batches = count(message, "batches", BatchMessage.MOST_BATCHES);
        checkPath(reports + "/" + runId + "/" + count(message, "batch", batches) + ".json");
        return new Batch(
                runId,
                correlationId.isEmpty() ? null : UUID.fromString(correlationId),
                dryRun(message),
                batches,
                new BudgetPlan(version, Optional.empty(), budgets(message)));
    }

    private String text(JsonValue message, String name, Predicate<String> rule, String otherwise) {
        var text = message.member(name).text().filter(rule);
        if (text.isEmpty()) fault("/" + name, message.member(name).isMissing() ? "is missing" : otherwise);
        return text.orElse("");
    }

    /** The number, or the greatest one if the member has a fault. */
    private int count(JsonValue message, String name, int greatest) {
        var number = message.member(name)
                .number()
                .filter(count -> wholeNumbers.contains(name))
                .filter(count -> count.signum() > 0 && count.compareTo(BigDecimal.valueOf(greatest)) <= 0);
        if (number.isEmpty())
            fault(
                    "/" + name,
                    message.member(name).isMissing()
                            ? "is missing"
                            : "must be a whole number from 1 to " + greatest + ", in plain digits");
        return number.map(BigDecimal::intValue).orElse(greatest);
    }

    /** The host builds the path from the message's values, and cannot write a blob whose name is too long. */
    private void checkPath(String path) {
        if (path.length() > LONGEST_PATH)
            fault(
                    "/reports",
                    "must be shorter: the report's path may have " + LONGEST_PATH + " characters, and has "
                            + path.length());
    }

    /**
     * Finds the members that are written without a fraction or an exponent. The host puts numbers into the report's name as they are
     * written.
     */
    private void findWholeNumbers(byte[] message) {
        try (var json = JsonValue.FACTORY.createParser(message)) {
            try {
                for (var token = json.nextToken(); token != null; token = json.nextToken())
                    if (token == JsonToken.VALUE_NUMBER_INT && isMember(json.getParsingContext()))
                        wholeNumbers.add(String.valueOf(json.currentName()));
            } catch (IOException e) {
                fault(JsonFaults.here(json, LEVELS), JsonFaults.notJson(e, json));
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be closed", e);
        }
    }

    private static boolean isMember(JsonStreamContext context) {
        return context.inObject() && context.getParent().inRoot();
    }

    private boolean dryRun(JsonValue message) {
        var flag = message.member("dryRun").flag();
        if (flag.isEmpty())
            fault("/dryRun", message.member("dryRun").isMissing() ? "is missing" : "must be true or false");
        return flag.orElse(true);
    }

    private List<BudgetChange> budgets(JsonValue message) {
        var budgets = message.member("budgets");
        if (!budgets.isList() || budgets.items().isEmpty()) {
            fault("/budgets", budgets.isMissing() ? "is missing" : "must be a list of budgets that is not empty");
            return List.of();
        }
        try {
            var plan = JsonText.of(Map.of("budgets", budgets.value())).getBytes(UTF_8);
            return new PlanReader(JsonValue.FACTORY)
                    .readBatch(new ByteArrayInputStream(plan))
                    .budgets();
        } catch (BudgetFailure failure) {
            faults.addAll(failure.faults());
            return List.of();
        }
    }

    private void fault(String pointer, String detail) {
        faults.add(new FieldFault(pointer, detail));
    }

    private BudgetFailure refused() {
        return BudgetFailure.of(
                        MALFORMED_REQUEST,
                        "The message is not a batch of a budget plan; nothing was written. See errors.")
                .withFaults(faults);
    }
}
