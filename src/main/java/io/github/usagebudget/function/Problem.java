package io.github.usagebudget.function;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.budget.BudgetFailure.PartnerCenterFault;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

    static Problem of(BudgetFailure failure, Optional<UUID> requestId, String correlationId) {
        var kind = failure.kind();
        return new Problem(
                "urn:usage-budget-function:problem:" + kind.code(),
                title(kind),
                status(kind),
                failure.getMessage(),
                kind.code(),
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

    static int status(BudgetFailure.Kind kind) {
        return switch (kind) {
            case MALFORMED_REQUEST -> 400;
            case CALLER_UNAUTHENTICATED -> 401;
            case CALLER_FORBIDDEN, PARTNER_CENTER_FORBIDDEN -> 403;
            case CUSTOMER_UNKNOWN -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case BUDGET_CHANGED, CURRENCY_MISMATCH -> 409;
            case BODY_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case AMOUNT_REFUSED -> 422;
            case THROTTLED -> 429;
            case INTERNAL_ERROR, MISCONFIGURED -> 500;
            case CREDENTIALS_REFUSED, PARTNER_CENTER_UNAVAILABLE -> 502;
            case CREDENTIALS_UNAVAILABLE, EXPORT_INCOMPLETE -> 503;
            case OUTCOME_UNKNOWN -> 504;
        };
    }

    private static String title(BudgetFailure.Kind kind) {
        return switch (kind) {
            case MALFORMED_REQUEST -> "The request is malformed";
            case CALLER_UNAUTHENTICATED -> "The caller is not authenticated";
            case CALLER_FORBIDDEN -> "The caller may not do this";
            case PARTNER_CENTER_FORBIDDEN -> "Partner Center forbids it";
            case CUSTOMER_UNKNOWN -> "The customer is unknown";
            case METHOD_NOT_ALLOWED -> "The method is not allowed";
            case BUDGET_CHANGED -> "The budget is not what was expected";
            case CURRENCY_MISMATCH -> "The currency is not the customer's";
            case BODY_TOO_LARGE -> "The body is too large";
            case UNSUPPORTED_MEDIA_TYPE -> "The media type is not supported";
            case AMOUNT_REFUSED -> "The amount is refused";
            case THROTTLED -> "Too many requests";
            case CREDENTIALS_REFUSED -> "The app's credentials are refused";
            case PARTNER_CENTER_UNAVAILABLE -> "Partner Center is unavailable";
            case CREDENTIALS_UNAVAILABLE -> "The app's credentials are unavailable";
            case EXPORT_INCOMPLETE -> "The export is incomplete";
            case INTERNAL_ERROR -> "Internal error";
            case MISCONFIGURED -> "The function is misconfigured";
            case OUTCOME_UNKNOWN -> "The outcome is unknown";
        };
    }
}
