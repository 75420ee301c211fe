package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.BudgetFailure.PartnerCenterFault;
import java.util.Locale;

/**
 * What a status of Partner Center means. Sources: https://learn.microsoft.com/partner-center/developer/error-codes; RFC 9110, 15; RFC 6585, 4.
 * Immutable.
 *
 * @param kind of the failure that is reported if no later request succeeds
 * @param retried whether the same request is sent again
 * @param retryable whether the caller can try again later
 * @param mayHaveBeenApplied whether a change may have been made in spite of the status: a server or gateway can fail after it
 */
record StatusMeaning(Kind kind, boolean retried, boolean retryable, boolean mayHaveBeenApplied) {
    private static final String WRONG_AUDIENCE = "900420";
    private static final String WITHOUT_MFA = "900421";
    private static final String CONSENT =
            "give consent again, signing in with MFA, and store the new refresh token; app-only needs none.";

    private static final String APP_ONLY =
            "Partner Center does not accept app-only tokens for this: set PARTNER_CENTER_GRANT to app-and-user.";

    static boolean isTokenRefused(int status) {
        return of(status).kind == Kind.CREDENTIALS_REFUSED;
    }

    static boolean isThrottled(int status) {
        return of(status).kind == Kind.THROTTLED;
    }

    /** For any status but 2xx. */
    static StatusMeaning of(int status) {
        return switch (status) {
            case 400 -> refused(Kind.AMOUNT_REFUSED);
            case 401 -> refused(Kind.CREDENTIALS_REFUSED);
            case 403 -> refused(Kind.PARTNER_CENTER_FORBIDDEN);
            case 404 -> refused(Kind.CUSTOMER_UNKNOWN);
            case 409, 412 -> refused(Kind.BUDGET_CHANGED);
            case 429 -> new StatusMeaning(Kind.THROTTLED, true, true, false);
            case 408, 503 -> new StatusMeaning(Kind.PARTNER_CENTER_UNAVAILABLE, true, true, false);
            case 500, 502, 504 -> new StatusMeaning(Kind.PARTNER_CENTER_UNAVAILABLE, true, true, true);
            default -> new StatusMeaning(Kind.PARTNER_CENTER_UNAVAILABLE, false, status >= 500 && status != 501, false);
        };
    }

    private static StatusMeaning refused(Kind kind) {
        return new StatusMeaning(kind, false, false, false);
    }

    /** The failure, with what the operator or the caller should do about each code (docs/partner-center.md, "Error codes"). */
    BudgetFailure failure(PartnerCenterFault fault, boolean mentionsMfa) {
        var code = fault.code().orElse("");
        return switch (kind) {
            case AMOUNT_REFUSED ->
                code.equals("2055")
                        ? changed("its etag is no longer valid")
                        : BudgetFailure.of(kind, requestAdvice(code));
            case CREDENTIALS_REFUSED -> BudgetFailure.of(kind, tokenAdvice(code, mentionsMfa));
            case PARTNER_CENTER_FORBIDDEN -> BudgetFailure.of(kind, permissionAdvice(code, mentionsMfa));
            case CUSTOMER_UNKNOWN ->
                BudgetFailure.of(
                        kind,
                        "Partner Center does not know the customer: check customerTenantId, the Microsoft ID on the customer's"
                                + " account page.");
            case BUDGET_CHANGED -> changed("it answered " + fault.status());
            case THROTTLED -> BudgetFailure.of(kind, "Partner Center is throttling requests.");
            default -> unavailable(fault);
        };
    }

    private static BudgetFailure changed(String why) {
        return BudgetFailure.of(
                Kind.BUDGET_CHANGED,
                "Partner Center refused the change: " + why + ". Read the budget again and decide what to do.");
    }

    /** An app-only call that needs a user can be answered with 500 (docs/partner-center.md, "Error bodies"). */
    private BudgetFailure unavailable(PartnerCenterFault fault) {
        var isAppOnly = fault.description()
                .filter(text -> text.toLowerCase(Locale.ROOT).contains("accessed by application credentials"))
                .isPresent();
        var failure = BudgetFailure.of(kind, isAppOnly ? APP_ONLY : "Partner Center answered " + fault.status() + ".");
        return isAppOnly || !retryable ? failure.notRetryable() : failure;
    }

    private static String requestAdvice(String code) {
        var what = switch (code) {
            case "900118" ->
                "it says that the customer id is invalid: check customerTenantId. The amount is not the problem.";
            case "900127" ->
                "this environment (a sandbox?) does not support spending budgets. The amount is not the problem.";
            case "2000" ->
                "it says that the request is invalid: check customerTenantId. The amount may not be the problem.";
            default -> "see partnerCenter for its reason.";
        };
        return "Partner Center refused the amount or the request; " + what;
    }

    /** Whether a token was refused for a reason that holds for every other one, too. */
    static boolean concernsEveryToken(String code, boolean mentionsMfa) {
        return code.equals(WRONG_AUDIENCE) || code.equals(WITHOUT_MFA) || mentionsMfa;
    }

    private static String tokenAdvice(String code, boolean mentionsMfa) {
        if (code.equals(WRONG_AUDIENCE))
            return "Partner Center refuses the token's audience: it must be https://api.partnercenter.microsoft.com; tokens for"
                    + " graph.windows.net are no longer taken.";
        if (code.equals(WITHOUT_MFA) || mentionsMfa)
            return "Partner Center refuses the token because it was obtained without MFA: " + CONSENT;
        return "Partner Center refuses the token: check that the app registration is added to Partner Center (App management)"
                + " and that PARTNER_CENTER_TENANT_ID is the partner's tenant.";
    }

    private static String permissionAdvice(String code, boolean mentionsMfa) {
        if (mentionsMfa) return "Partner Center forbids this, because the token was obtained without MFA: " + CONSENT;
        var what = switch (code) {
            case "20002" ->
                "there is no relationship with this customer: check customerTenantId, or accept the relationship.";
            case "900329" -> "the call does not accept app-only tokens: set PARTNER_CENTER_GRANT to app-and-user.";
            case "900308", "900150" -> "the role is not sufficient: give the app's user the role Admin agent.";
            case "900309" -> "a Conditional Access policy blocks the sign-in: exempt the app, or meet the policy.";
            case "900124" -> "the partner must accept the Microsoft Partner Agreement first.";
            case "800039" -> "the partner's reseller program status is not active.";
            case "900416" -> "the customer's account is locked.";
            case "800075" -> "the customer's account is not approved.";
            case "90000" -> "Entra failed when it issued the token: check the app registration's permissions.";
            case "600006" -> "the action is not allowed for this customer.";
            default -> "check the app's permissions in Partner Center and the relationship with the customer.";
        };
        return "Partner Center forbids this: " + what;
    }
}
