package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.BODY_TOO_LARGE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.plan.PlanFaults.PlanSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a budget plan and checks all of it. A fault in JSON has an RFC 6901 pointer: {@code /budgets/17/amount}. In NDJSON and CSV the
 * pointer is the line, from 1, and the field: {@code line 18/amount}, or only {@code line 18} if the fault concerns the line as a whole.
 * For a CSV row that spans many lines, it is the first one. The plan is read as a stream: only its budgets stay in memory. Stateless.
 */
public final class PlanReader {
    /** The most bytes of a blob: enough for about a million customers as CSV. */
    public static final int MOST_BYTES = 64 * 1024 * 1024;

    /** The fields of one customer in a batch. */
    private static final Set<String> BATCHED =
            Set.of("customerTenantId", "amount", "removeBudget", "expectedAmount", "companyName", "default");

    private PlanReader() {}

    /** Reads a plan in memory. Fails with {@code body-too-large} if it has more than {@value #MOST_BYTES} bytes. */
    public static BudgetPlan read(PlanFormat format, byte[] plan) {
        if (plan.length > MOST_BYTES)
            throw BudgetFailure.of(
                    BODY_TOO_LARGE,
                    "The plan has " + plan.length + " bytes, and at most " + MOST_BYTES
                            + " (64 MiB) are read; nothing was written.");
        return read(format, new ByteArrayInputStream(plan));
    }

    /**
     * @param plan in UTF-8; read to its end, but not closed
     * @throws BudgetFailure {@code malformed-request} if the plan has any fault; it counts all and lists the first 100
     * @throws UncheckedIOException if the plan cannot be read
     */
    public static BudgetPlan read(PlanFormat format, InputStream plan) {
        return switch (format) {
            case JSON -> read(PlanSource.JSON, plan, new JsonPlan(BudgetFields.PLANNED)::read);
            case NDJSON -> read(PlanSource.LINES, plan, NdjsonPlan::read);
            case CSV -> read(PlanSource.LINES, plan, CsvPlan::read);
        };
    }

    /** Reads the budgets of a batch: a plan in JSON, with other fields for a customer. */
    public static BudgetPlan readBatch(InputStream plan) {
        return read(PlanSource.JSON, plan, new JsonPlan(BATCHED)::read);
    }

    /**
     * Returns the plan that undoes an earlier run: each customer whose budget the run updated or removed gets its previous budget back,
     * if it still has the one that the run set. The report is in JSON; a fault points into it: {@code /customers/17/previousAmount}.
     *
     * @throws BudgetFailure {@code malformed-request} if it is not the report of a run that changed something, or has any fault
     */
    public static BudgetPlan readUndo(InputStream report) {
        return read(PlanSource.REPORT, report, UndoPlan::read);
    }

    private interface DocumentReader {
        void read(PlanText text, PlanDraft plan) throws IOException;
    }

    private static BudgetPlan read(PlanSource source, InputStream document, DocumentReader reader) {
        var plan = new PlanDraft(source);
        var digest = sha256();
        // the caller closes the document, even if a reader closes the text
        var digested = new DigestInputStream(document, digest) {
            @Override
            public void close() {}
        };
        try {
            var bytes = new PushbackInputStream(digested, PlanText.START);
            var start = bytes.readNBytes(PlanText.START);
            bytes.unread(start);
            var fault = PlanText.startFault(start);
            if (fault.isPresent()) plan.faults().add(source == PlanSource.LINES ? "line 1" : "", fault.get());
            else reader.read(new PlanText(bytes), plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plan.finish("sha256:" + HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The formats of a plan; always UTF-8. */
    public enum PlanFormat {
        JSON(".json", "application/json", ""),
        // not registered; https://github.com/ndjson/ndjson-spec has x-ndjson, but many tools omit the x-
        NDJSON(".ndjson", "application/(x-)?ndjson", ""),
        // RFC 4180, section 3
        CSV(".csv", "text/csv", "|header\\s*=\\s*(present|\"present\")");

        private final String extension;
        private final Pattern contentType;

        /** @param moreParameters other than the charset; both are regular expressions */
        PlanFormat(String extension, String type, String moreParameters) {
            this.extension = extension;
            this.contentType = Pattern.compile(
                    "\\s*" + type + "\\s*(;\\s*(charset\\s*=\\s*(utf-8|\"utf-8\")" + moreParameters + ")\\s*){0,4}",
                    Pattern.CASE_INSENSITIVE);
        }

        /** Empty if the type, the charset or a parameter is not supported. */
        public static Optional<PlanFormat> ofContentType(String type) {
            return Arrays.stream(values()).filter(format -> format.isOf(type)).findFirst();
        }

        /** Whether a {@code Content-Type} means this format, in UTF-8. */
        public boolean isOf(String type) {
            return contentType.matcher(type).matches();
        }

        /** By the extension, in any letter case; empty if the extension is unknown. */
        public static Optional<PlanFormat> ofBlobName(String name) {
            var lower = name.toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(format -> lower.endsWith(format.extension))
                    .findFirst();
        }
    }
}
