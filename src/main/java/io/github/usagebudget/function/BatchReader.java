package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.ClosestName;
import io.github.usagebudget.budget.TextForms;
import io.github.usagebudget.function.BatchMessage.ReportFolder;
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
import java.util.function.Function;
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
    private JsonValue message;
    private Optional<String> runId = Optional.empty();
    private Optional<String> correlationId = Optional.empty();

    /** A valid batch, and the number of batches in its run. */
    record Batch(String runId, UUID correlationId, boolean dryRun, int batches, BudgetPlan plan) {}

    /** The run's id, also of a refused message; empty if the message has none. */
    Optional<String> runId() {
        return runId;
    }

    /** The run's correlation id, also of a refused message; empty if the message has none. */
    Optional<String> correlationId() {
        return correlationId;
    }

    /**
     * @param folder in which the batch's report must be
     * @throws BudgetFailure {@code malformed-request} with every fault, if it has any
     */
    Batch read(String text, ReportFolder folder) {
        var bytes = text.getBytes(UTF_8);
        if (bytes.length > BatchMessage.LONGEST)
            throw refused("", "must have at most " + BatchMessage.LONGEST + " bytes, and has " + bytes.length);
        findWholeNumbers(bytes);
        message = JsonValue.strictObject(bytes)
                .orElseThrow(() -> refused("", "must be a JSON object that has each name once"));
        var batch = batch(folder);
        if (!faults.isEmpty()) throw refused();
        return batch;
    }

    /**
     * Finds the members that are written without a fraction or an exponent. The host puts numbers into the report's name as they are
     * written.
     */
    private void findWholeNumbers(byte[] bytes) {
        try (var json = JsonValue.FACTORY.createParser(bytes)) {
            try {
                for (var token = json.nextToken(); token != null; token = json.nextToken())
                    if (token == JsonToken.VALUE_NUMBER_INT && isMember(json.getParsingContext()))
                        wholeNumbers.add(String.valueOf(json.currentName()));
            } catch (IOException e) {
                throw refused(JsonFaults.here(json, LEVELS), JsonFaults.notJson(e, json));
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be closed", e);
        }
    }

    private static boolean isMember(JsonStreamContext context) {
        return context.inObject() && context.getParent().inRoot();
    }

    private Batch batch(ReportFolder folder) {
        for (var name : message.members().keySet())
            if (!KNOWN.contains(name)) fault("/" + JsonFaults.escaped(name), ClosestName.unknown(name, KNOWN));
        runId = text("runId", BatchReader::isGuid, "must be a GUID");
        var version = text("planVersion", VERSION.asMatchPredicate(), "must be the digest of a plan, sha256:…")
                .orElse("");
        correlationId = text("correlationId", BatchReader::isGuid, "must be a GUID");
        var folderRule = "must be in the folder of BUDGET_REPORT_BLOB, " + folder.path();
        var reports = text("reports", folder::holds, folderRule).orElse("");
        var batches = count("batches", BatchMessage.MOST_BATCHES);
        checkPath(reports + "/" + runId.orElse("") + "/" + count("batch", batches) + ".json");
        var dryRun = read("dryRun", JsonValue::flag, "must be true or false").orElse(true);
        var plan = new BudgetPlan(version, Optional.empty(), budgets());
        return new Batch(runId.orElse(""), correlationId.map(UUID::fromString).orElse(null), dryRun, batches, plan);
    }

    /** Reads a member; empty if it is missing or has a fault. */
    private <T> Optional<T> read(String name, Function<JsonValue, Optional<T>> reading, String rule) {
        var member = message.member(name);
        var value = reading.apply(member);
        if (value.isEmpty()) fault("/" + name, member.isMissing() ? "is missing" : rule);
        return value;
    }

    private Optional<String> text(String name, Predicate<String> isValid, String rule) {
        return read(name, member -> member.text().filter(isValid), rule);
    }

    private static boolean isGuid(String text) {
        return TextForms.guid(text).isPresent();
    }

    /** The number, or the greatest one if the member has a fault. */
    private int count(String name, int greatest) {
        Predicate<BigDecimal> isValid = number -> wholeNumbers.contains(name)
                && number.signum() > 0
                && number.compareTo(BigDecimal.valueOf(greatest)) <= 0;
        var rule = "must be a whole number from 1 to " + greatest + ", in plain digits";
        return read(name, member -> member.number().filter(isValid), rule)
                .map(BigDecimal::intValue)
                .orElse(greatest);
    }

    /** The host builds the path from the message's values, and cannot write a blob whose name is too long. */
    private void checkPath(String path) {
        if (path.length() <= LONGEST_PATH) return;
        var rule = "must be shorter: the report's path may have " + LONGEST_PATH + " characters, and has ";
        fault("/reports", rule + path.length());
    }

    private List<BudgetChange> budgets() {
        var rule = "must be a list of budgets that is not empty";
        var budgets = read(
                "budgets",
                list -> Optional.of(list).filter(each -> !each.items().isEmpty()),
                rule);
        if (budgets.isEmpty()) return List.of();
        try {
            var plan = JsonText.of(Map.of("budgets", budgets.get().value())).getBytes(UTF_8);
            return PlanReader.readBatch(new ByteArrayInputStream(plan)).budgets();
        } catch (BudgetFailure failure) {
            faults.addAll(failure.faults());
            return List.of();
        }
    }

    private void fault(String pointer, String detail) {
        faults.add(new FieldFault(pointer, detail));
    }

    private BudgetFailure refused(String pointer, String detail) {
        fault(pointer, detail);
        return refused();
    }

    private BudgetFailure refused() {
        return BudgetFailure.of(
                        MALFORMED_REQUEST,
                        "The message is not a batch of a budget plan; nothing was written. See errors.")
                .withFaults(faults);
    }
}
