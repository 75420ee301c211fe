package io.github.usagebudget.budget;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A failure of one of a fixed set of kinds. Its message is for the caller or the operator: it says what to do and holds no secret. Immutable. */
public final class BudgetFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What went wrong, for the caller; see docs/errors-and-retries.md. */
    public enum Kind {
        MALFORMED_REQUEST(false),
        CALLER_UNAUTHENTICATED(false),
        CALLER_FORBIDDEN(false),
        PARTNER_CENTER_FORBIDDEN(false),
        CUSTOMER_UNKNOWN(false),
        METHOD_NOT_ALLOWED(false),
        BUDGET_CHANGED(false),
        CURRENCY_MISMATCH(false),
        BODY_TOO_LARGE(false),
        UNSUPPORTED_MEDIA_TYPE(false),
        AMOUNT_REFUSED(false),
        THROTTLED(true),
        CREDENTIALS_REFUSED(false),
        PARTNER_CENTER_UNAVAILABLE(true),
        CREDENTIALS_UNAVAILABLE(true),
        EXPORT_INCOMPLETE(true),
        INTERNAL_ERROR(false),
        MISCONFIGURED(false),
        OUTCOME_UNKNOWN(true);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }

        /** The kind as the answer's {@code code}: {@code partner-center-unavailable}. */
        public String code() {
            return TextForms.kebabCase(this);
        }
    }

    /** One fault of a request: its JSON pointer, and what is wrong. */
    public record FieldFault(String pointer, String detail) {}

    /**
     * What Partner Center answered to a refused request. Every part but the status can be missing.
     *
     * @param code always text, even if it was sent as a number
     * @param correlationVector the header {@code MS-CV}, for the vendor's support
     */
    public record PartnerCenterFault(
            int status,
            Optional<String> code,
            Optional<String> description,
            List<String> data,
            Optional<String> source,
            Optional<String> correlationVector) {
        public PartnerCenterFault {
            data = List.copyOf(data);
        }
    }

    private final Kind kind;
    private final boolean retryable;
    private final transient Optional<Duration> retryAfter;
    private final transient List<FieldFault> faults;
    private final transient Optional<PartnerCenterFault> partnerCenter;

    private BudgetFailure(
            Kind kind,
            String detail,
            boolean retryable,
            Optional<Duration> retryAfter,
            List<FieldFault> faults,
            Optional<PartnerCenterFault> partnerCenter,
            Throwable cause) {
        super(detail, cause);
        this.kind = kind;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
        this.faults = List.copyOf(faults);
        this.partnerCenter = partnerCenter;
    }

    /** A failure with a detail for the caller. */
    public static BudgetFailure of(Kind kind, String detail) {
        return new BudgetFailure(kind, detail, kind.retryable, Optional.empty(), List.of(), Optional.empty(), null);
    }

    /** Any exception as a failure. One that is not a failure is an internal error, whose cause is only in the log. */
    public static BudgetFailure of(Throwable fault) {
        return fault instanceof BudgetFailure failure
                ? failure
                : of(Kind.INTERNAL_ERROR, "Internal error. The log has its cause under the correlation id.")
                        .withCause(fault);
    }

    public BudgetFailure withCause(Throwable cause) {
        return new BudgetFailure(kind, getMessage(), retryable, retryAfter, faults, partnerCenter, cause);
    }

    public BudgetFailure withFaults(List<FieldFault> all) {
        return new BudgetFailure(kind, getMessage(), retryable, retryAfter, all, partnerCenter, getCause());
    }

    public BudgetFailure retryAfter(Duration wait) {
        return new BudgetFailure(kind, getMessage(), retryable, Optional.of(wait), faults, partnerCenter, getCause());
    }

    /** The same failure, but a retry cannot succeed. */
    public BudgetFailure notRetryable() {
        return new BudgetFailure(kind, getMessage(), false, retryAfter, faults, partnerCenter, getCause());
    }

    public BudgetFailure answered(PartnerCenterFault fault) {
        return new BudgetFailure(kind, getMessage(), retryable, retryAfter, faults, Optional.of(fault), getCause());
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** How long the caller should wait, if known. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public List<FieldFault> faults() {
        return faults;
    }

    /** Present only if Partner Center answered. */
    public Optional<PartnerCenterFault> partnerCenter() {
        return partnerCenter;
    }
}
