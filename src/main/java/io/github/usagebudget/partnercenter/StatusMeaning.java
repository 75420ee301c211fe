package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.AMOUNT_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.BUDGET_CHANGED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.CUSTOMER_UNKNOWN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_FORBIDDEN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.BudgetFailure;

/**
 * What a status of Partner Center means. Sources: https://learn.microsoft.com/partner-center/developer/error-codes; RFC 9110, 15; RFC 6585, 4.
 * Immutable.
 *
 * @param kind of the failure that is reported if no later request succeeds
 * @param retried whether the same request is sent again
 * @param retryable whether the caller can try again later
 * @param mayHaveBeenApplied whether a change may have been made in spite of the status: a server or gateway can fail after it
 */
record StatusMeaning(BudgetFailure.Kind kind, boolean retried, boolean retryable, boolean mayHaveBeenApplied) {
    static boolean isTokenRefused(int status) {
        return of(status).kind == CREDENTIALS_REFUSED;
    }

    static boolean isThrottled(int status) {
        return of(status).kind == THROTTLED;
    }

    /** For any status but 2xx. */
    static StatusMeaning of(int status) {
        return switch (status) {
            case 400 -> refused(AMOUNT_REFUSED);
            case 401 -> refused(CREDENTIALS_REFUSED);
            case 403 -> refused(PARTNER_CENTER_FORBIDDEN);
            case 404 -> refused(CUSTOMER_UNKNOWN);
            case 409, 412 -> refused(BUDGET_CHANGED);
            case 429 -> new StatusMeaning(THROTTLED, true, true, false);
            case 408, 503 -> new StatusMeaning(PARTNER_CENTER_UNAVAILABLE, true, true, false);
            case 500, 502, 504 -> new StatusMeaning(PARTNER_CENTER_UNAVAILABLE, true, true, true);
            default -> new StatusMeaning(PARTNER_CENTER_UNAVAILABLE, false, status >= 500 && status != 501, false);
        };
    }

    private static StatusMeaning refused(BudgetFailure.Kind kind) {
        return new StatusMeaning(kind, false, false, false);
    }
}
