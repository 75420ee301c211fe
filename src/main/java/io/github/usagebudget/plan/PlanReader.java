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
        var digest = sha256();
        try {
            // whoever closes the text on the way does not close the plan
            var digested = new DigestInputStream(plan, digest) {
                @Override
                public void close() {}
            };
            var bytes = new PushbackInputStream(digested, PlanStart.LENGTH);
            var draft = readText(format, bytes);
            return draft.finish("sha256:" + HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PlanDraft readText(PlanFormat format, PushbackInputStream bytes) throws IOException {
        var start = bytes.readNBytes(PlanStart.LENGTH);
        bytes.unread(start);
        PlanStart.fault(start).ifPresent(fault -> refuse(format, fault));
        var text = new PlanText(bytes);
        return switch (format) {
            case JSON -> new JsonPlan(json).read(text);
            case NDJSON -> new NdjsonPlan(json).read(text);
            case CSV -> new CsvPlan().read(text);
        };
    }

    private static void refuse(PlanFormat format, String fault) {
        var faults = new PlanFaults();
        faults.add(format == PlanFormat.JSON ? "" : "line 1", fault);
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
