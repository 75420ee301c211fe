package io.github.usagebudget.plan;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
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
    private final JsonFactory json;

    public PlanReader(JsonFactory json) {
        this.json = json;
    }

    /**
     * @param plan in UTF-8; read to its end, and left for the caller to close
     * @throws io.github.usagebudget.budget.BudgetFailure {@code malformed-request} if the plan has any fault: its message says how many,
     *     and the first 100 are with it
     * @throws UncheckedIOException if the plan cannot be read
     */
    public BudgetPlan read(PlanFormat format, InputStream plan) {
        var digest = sha256();
        try {
            // whoever closes the text on the way does not close the plan
            var bytes = new DigestInputStream(plan, digest) {
                @Override
                public void close() {}
            };
            var draft = read(format, new PlanText(bytes));
            return draft.finish("sha256:" + HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PlanDraft read(PlanFormat format, Reader text) throws IOException {
        return switch (format) {
            case JSON -> new JsonPlan(json).read(text);
            case NDJSON -> new NdjsonPlan(json).read(text);
            case CSV -> new CsvPlan().read(text);
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
