package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CALLER_FORBIDDEN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.CALLER_UNAUTHENTICATED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.INTERNAL_ERROR;
import static io.github.usagebudget.budget.BudgetFailure.Kind.METHOD_NOT_ALLOWED;

import com.microsoft.azure.functions.HttpResponseMessage;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.BudgetFailure.PartnerCenterFault;
import io.github.usagebudget.function.HttpEndpoint.Route;
import io.github.usagebudget.http.Causes;
import io.github.usagebudget.json.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;

/** A failure as {@code application/problem+json} (RFC 9457). Null members are not written. */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        boolean retryable,
        UUID requestId,
        String correlationId,
        List<FieldFault> errors,
        PartnerCenterAnswer partnerCenter) {
    private static final String BEARER = "Bearer realm=\"usage-budget-function\"";

    /** The error that Partner Center returned. The code is text even if Partner Center sent a number. */
    public record PartnerCenterAnswer(
            int status, String code, String description, List<String> data, String source, String msCv) {
        private static PartnerCenterAnswer of(PartnerCenterFault fault) {
            return new PartnerCenterAnswer(
                    fault.status(),
                    fault.code().orElse(null),
                    fault.description().orElse(null),
                    ifAny(fault.data()),
                    fault.source().orElse(null),
                    fault.correlationVector().orElse(null));
        }
    }

    private record Meaning(int status, String title) {}

    private static Meaning meaning(BudgetFailure.Kind kind) {
        return switch (kind) {
            case MALFORMED_REQUEST -> new Meaning(400, "The request is malformed");
            case CALLER_UNAUTHENTICATED -> new Meaning(401, "The caller is not authenticated");
            case CALLER_FORBIDDEN -> new Meaning(403, "The caller may not do this");
            case PARTNER_CENTER_FORBIDDEN -> new Meaning(403, "Partner Center forbids it");
            case CUSTOMER_UNKNOWN -> new Meaning(404, "The customer is unknown");
            case METHOD_NOT_ALLOWED -> new Meaning(405, "The method is not allowed");
            case BUDGET_CHANGED -> new Meaning(409, "The budget is not what was expected");
            case CURRENCY_MISMATCH -> new Meaning(409, "The currency is not the customer's");
            case BODY_TOO_LARGE -> new Meaning(413, "The body is too large");
            case UNSUPPORTED_MEDIA_TYPE -> new Meaning(415, "The media type is not supported");
            case AMOUNT_REFUSED -> new Meaning(422, "The amount is refused");
            case THROTTLED -> new Meaning(429, "Too many requests");
            case INTERNAL_ERROR -> new Meaning(500, "Internal error");
            case MISCONFIGURED -> new Meaning(500, "The function is misconfigured");
            case CREDENTIALS_REFUSED -> new Meaning(502, "The app's credentials are refused");
            case PARTNER_CENTER_UNAVAILABLE -> new Meaning(502, "Partner Center is unavailable");
            case CREDENTIALS_UNAVAILABLE -> new Meaning(503, "The app's credentials are unavailable");
            case EXPORT_INCOMPLETE -> new Meaning(503, "The export is incomplete");
            case OUTCOME_UNKNOWN -> new Meaning(504, "The outcome is unknown");
        };
    }

    static int status(BudgetFailure.Kind kind) {
        return meaning(kind).status();
    }

    /** @param requestId of the last request to Partner Center; empty if there was none */
    static Problem of(BudgetFailure failure, Optional<UUID> requestId, String correlationId) {
        var code = failure.kind().code();
        var meaning = meaning(failure.kind());
        return new Problem(
                "urn:usage-budget-function:problem:" + code,
                meaning.title(),
                meaning.status(),
                failure.getMessage(),
                code,
                failure.retryable(),
                requestId.orElse(null),
                correlationId,
                ifAny(failure.faults()),
                failure.partnerCenter().map(PartnerCenterAnswer::of).orElse(null));
    }

    /** Null, which is not written, if there are none. */
    private static <T> List<T> ifAny(List<T> items) {
        return items.isEmpty() ? null : items;
    }

    /** Answers a call that failed, and logs the failure unless that was done before. */
    static HttpResponseMessage answer(Route route, HttpCall call, Throwable cause) {
        var attempt = cause instanceof FailedAttempt failed
                ? failed
                : new FailedAttempt(BudgetFailure.of(cause), Optional.empty(), false);
        var failure = attempt.failure;
        var problem = of(failure, attempt.requestId, call.correlation().id());
        if (!attempt.isRecorded || failure.kind() == INTERNAL_ERROR) problem.log(call, failure);
        var answer = call.answer(problem.status, "application/problem+json", attempt.requestId);
        failure.retryAfter().ifPresent(wait -> answer.header("Retry-After", seconds(wait)));
        // the challenge of RFC 6750, section 3
        if (failure.kind() == CALLER_UNAUTHENTICATED)
            answer.header(
                    "WWW-Authenticate",
                    call.header("Authorization").isPresent() ? BEARER + ", error=\"invalid_token\"" : BEARER);
        if (failure.kind() == CALLER_FORBIDDEN)
            answer.header("WWW-Authenticate", BEARER + ", error=\"insufficient_scope\"");
        if (failure.kind() == METHOD_NOT_ALLOWED) answer.header("Allow", route.allowed());
        return answer.body(JsonText.of(problem)).build();
    }

    private void log(HttpCall call, BudgetFailure failure) {
        var line = "usage-budget-refused code=" + code + " status=" + status + " correlationId=" + correlationId
                + " detail=" + detail;
        if (status >= 500 && failure.getCause() != null) line += " cause=" + Causes.loggable(failure);
        call.invocation().log(status < 500 ? Level.INFO : Level.SEVERE, line);
    }

    private static String seconds(Duration wait) {
        return Long.toString(wait.plusMillis(999).toSeconds());
    }

    /** Carries a failed attempt to change or read a budget to the class that answers the caller. Immutable. */
    static final class FailedAttempt extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient BudgetFailure failure;
        private final transient Optional<UUID> requestId;
        private final boolean isRecorded;

        /** @param isRecorded whether it is already in the log */
        FailedAttempt(BudgetFailure failure, Optional<UUID> requestId, boolean isRecorded) {
            // it only carries the failure, which has a stack trace of its own
            super(null, failure, false, false);
            this.failure = failure;
            this.requestId = requestId;
            this.isRecorded = isRecorded;
        }
    }
}
