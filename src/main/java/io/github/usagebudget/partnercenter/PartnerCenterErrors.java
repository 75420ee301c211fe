package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.AMOUNT_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.BUDGET_CHANGED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;
import static io.github.usagebudget.budget.BudgetFailure.Kind.CUSTOMER_UNKNOWN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_FORBIDDEN;
import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.PartnerCenterFault;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.HttpReply.RetryAfter;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.partnercenter.StatusMeaning.ErrorAdvice;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns an answer that is no success into a failure. The status decides, because some codes occur with two of them; the vendor's code refines
 * the advice (docs/partner-center.md, "Error codes"). Thread-safe.
 */
@Singleton
class PartnerCenterErrors {

    private static final Pattern TRY_AGAIN = Pattern.compile("[Tt]ry again in (\\d+) seconds?");

    private final Clock clock;

    PartnerCenterErrors(Clock clock) {
        this.clock = clock;
    }

    /** The failure for an answer with any status but 2xx. */
    BudgetFailure translate(HttpReply answer) {
        if (answer.isGatewayRefusal()) return gatewayRefusal(answer);
        var members = FaultReader.members(answer);
        var fault = FaultReader.fault(answer, members);
        var failure = byStatus(answer, fault).answered(fault);
        // throttling always ends, whatever the answer says
        return failure.kind() == PARTNER_CENTER_UNAVAILABLE
                        && members.filter(PartnerCenterErrors::isFinal).isPresent()
                ? failure.notRetryable()
                : failure;
    }

    /** Whether a fresh token can help: the refused one may have been revoked. Not if any other token would be refused as well. */
    boolean deservesFreshToken(HttpReply answer) {
        if (!StatusMeaning.isTokenRefused(answer.status())) return false;
        var fault = FaultReader.fault(answer, FaultReader.members(answer));
        var code = fault.code().orElse("");
        return !code.equals("900420") && !code.equals("900421") && !mentionsMfa(answer, fault);
    }

    /** The failure for a 2xx whose body is not a spending budget. */
    BudgetFailure notABudget(HttpReply answer) {
        return unreadable(answer, "but not with a spending budget.");
    }

    /** The failure for a 2xx that names another amount than the requested one. */
    BudgetFailure anotherBudget(HttpReply answer, SpendingBudget budget) {
        return unreadable(answer, "but names a budget of " + budget.budget() + " instead of the requested one.");
    }

    /** The failure for a 400 that a gateway sent instead of Partner Center. */
    private BudgetFailure gatewayRefusal(HttpReply answer) {
        var failure = BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "A gateway answered 400 instead of Partner Center.")
                .answered(FaultReader.fault(answer, Optional.empty()));
        return withRetryAfter(failure, answer);
    }

    /** The failure, with the wait that the answer asks for. */
    BudgetFailure withRetryAfter(BudgetFailure failure, HttpReply answer) {
        return RetryAfter.of(answer, clock).map(failure::retryAfter).orElse(failure);
    }

    private static BudgetFailure unreadable(HttpReply answer, String what) {
        return BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "Partner Center answered " + answer.status() + ", " + what)
                .answered(FaultReader.fault(answer, Optional.empty()));
    }

    private BudgetFailure byStatus(HttpReply answer, PartnerCenterFault fault) {
        var code = fault.code().orElse("");
        var meaning = StatusMeaning.of(answer.status());
        return switch (meaning.kind()) {
            case AMOUNT_REFUSED ->
                code.equals("2055")
                        ? changed("its etag is no longer valid")
                        : BudgetFailure.of(AMOUNT_REFUSED, ErrorAdvice.ofBadRequest(code));
            case CREDENTIALS_REFUSED ->
                BudgetFailure.of(CREDENTIALS_REFUSED, ErrorAdvice.ofUnauthorized(code, mentionsMfa(answer, fault)));
            case PARTNER_CENTER_FORBIDDEN ->
                BudgetFailure.of(PARTNER_CENTER_FORBIDDEN, ErrorAdvice.ofForbidden(code, mentionsMfa(answer, fault)));
            case CUSTOMER_UNKNOWN ->
                BudgetFailure.of(
                        CUSTOMER_UNKNOWN,
                        "Partner Center does not know the customer: check customerTenantId, the Microsoft ID on the customer's"
                                + " account page.");
            case BUDGET_CHANGED -> changed("it answered " + answer.status());
            case THROTTLED ->
                asked(BudgetFailure.of(THROTTLED, "Partner Center is throttling requests."), answer, fault);
            default -> unavailable(answer, fault, meaning);
        };
    }

    private static BudgetFailure changed(String why) {
        return BudgetFailure.of(
                BUDGET_CHANGED,
                "Partner Center refused the change: " + why + ". Read the budget again and decide what to do.");
    }

    private BudgetFailure unavailable(HttpReply answer, PartnerCenterFault fault, StatusMeaning meaning) {
        if (mentionsAppCredentials(fault))
            return BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, ErrorAdvice.APP_ONLY)
                    .notRetryable();
        var failure = BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "Partner Center answered " + answer.status() + ".");
        return meaning.retryable() ? asked(failure, answer, fault) : failure.notRetryable();
    }

    /** With the wait that Partner Center asks for: in the header, else in the text of the API gateway (docs/partner-center.md, "Throttling"). */
    private BudgetFailure asked(BudgetFailure failure, HttpReply answer, PartnerCenterFault fault) {
        return RetryAfter.of(answer, clock)
                .or(() -> fault.description()
                        .map(TRY_AGAIN::matcher)
                        .filter(Matcher::find)
                        .map(words -> RetryAfter.seconds(words.group(1))))
                .map(failure::retryAfter)
                .orElse(failure);
    }

    /** An app-only call that needs a user can be answered with 500 (docs/partner-center.md, "Error bodies"). */
    private static boolean mentionsAppCredentials(PartnerCenterFault fault) {
        return fault.description()
                .filter(text -> text.toLowerCase(Locale.ROOT).contains("accessed by application credentials"))
                .isPresent();
    }

    /** The form of 2019 mentions it in a header and has no body (docs/partner-center.md, "MFA"). */
    private static boolean mentionsMfa(HttpReply answer, PartnerCenterFault fault) {
        return (fault.code().orElse("") + " " + fault.description().orElse("") + " "
                        + answer.header("WWW-Authenticate").orElse(""))
                .toUpperCase(Locale.ROOT)
                .contains("MFA");
    }

    private static boolean isFinal(JsonValue fault) {
        return !fault.member("isretryable").flag().orElse(true);
    }
}
