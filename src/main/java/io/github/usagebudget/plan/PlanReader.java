package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.BODY_TOO_LARGE;

import com.fasterxml.jackson.core.JsonFactory;
import io.github.usagebudget.budget.BudgetFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Reads a budget plan and checks it whole. A fault in JSON has an RFC 6901 pointer, {@code /budgets/17/amount}; in NDJSON and CSV its
 * pointer is the line, the first being 1, and then the field: {@code line 18/amount}, or {@code line 18} where it is the line as a
 * whole. A CSV row that goes over many lines is named by its first. A plan is read as it streams by: what stays in memory is its
 * budgets. Thread-safe.
 */
public final class PlanReader {
    /** What a blob may have: room for about a million customers. */
    public static final int MOST_BYTES = 64 * 1024 * 1024;

    private final JsonFactory json;

    public PlanReader(JsonFactory json) {
        this.json = json;
    }

    /**
     * A plan that is in memory as a whole.
     *
     * @throws BudgetFailure {@code body-too-large} before anything of it is read if it has more than {@value #MOST_BYTES} bytes, or
     *     {@code malformed-request} if it has any fault
     */
    public BudgetPlan read(PlanFormat format, byte[] plan) {
        if (plan.length > MOST_BYTES)
            throw BudgetFailure.of(
                    BODY_TOO_LARGE,
                    "The plan has " + plan.length + " bytes, and at most " + MOST_BYTES
                            + " (64 MiB) are read; nothing was written.");
        return read(format, new ByteArrayInputStream(plan));
    }

    /**
     * @param plan in UTF-8; read to its end, and left for the caller to close
     * @throws BudgetFailure {@code malformed-request} if the plan has any fault: its message says how many,
     *     and the first 100 are with it
     * @throws UncheckedIOException if the plan cannot be read
     */
    public BudgetPlan read(PlanFormat format, InputStream plan) {
        return switch (format) {
            case JSON -> read(PlanSource.JSON, plan, new JsonPlan(json, BudgetReader.PLANNED)::read);
            case NDJSON -> read(PlanSource.LINES, plan, new NdjsonPlan(json)::read);
            case CSV -> read(PlanSource.LINES, plan, new CsvPlan()::read);
        };
    }

    /**
     * The budgets of a batch as a plan in JSON, in which they can say more of a customer than in any other.
     *
     * @param plan in UTF-8; read to its end, and left for the caller to close
     * @throws BudgetFailure {@code malformed-request} if the plan has any fault
     * @throws UncheckedIOException if the plan cannot be read
     */
    public BudgetPlan readBatch(InputStream plan) {
        return read(PlanSource.JSON, plan, new JsonPlan(json, BudgetReader.BATCHED)::read);
    }

    /**
     * The plan that undoes an earlier run: each customer that the run updated or removed gets its budget of before, if it still has the one
     * that the run set. A fault has a pointer into the report: {@code /customers/17/previousAmount}.
     *
     * @param report the run's, as JSON in UTF-8; read to its end, and left for the caller to close
     * @throws BudgetFailure {@code malformed-request} if this is no report of a run that changed something, or has any fault
     * @throws UncheckedIOException if the report cannot be read
     */
    public BudgetPlan readUndo(InputStream report) {
        return read(PlanSource.REPORT, report, new UndoPlan(json)::read);
    }

    /** Reads what the text is a document of. */
    private interface DocumentReader {
        PlanDraft read(PlanText text) throws IOException;
    }

    private static BudgetPlan read(PlanSource source, InputStream document, DocumentReader reader) {
        var digest = sha256();
        try {
            // whoever closes the text on the way does not close the document
            var digested = new DigestInputStream(document, digest) {
                @Override
                public void close() {}
            };
            var bytes = new PushbackInputStream(digested, PlanStart.LENGTH);
            return readText(source, bytes, reader)
                    .finish("sha256:" + HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PlanDraft readText(PlanSource source, PushbackInputStream bytes, DocumentReader reader)
            throws IOException {
        var start = bytes.readNBytes(PlanStart.LENGTH);
        bytes.unread(start);
        PlanStart.fault(start).ifPresent(fault -> refuse(source, fault));
        return reader.read(new PlanText(bytes));
    }

    private static void refuse(PlanSource source, String fault) {
        var faults = new PlanFaults(source.document());
        faults.add(source == PlanSource.LINES ? "line 1" : "", fault);
        faults.refuse();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
