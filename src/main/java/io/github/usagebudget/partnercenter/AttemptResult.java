package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;
import static io.github.usagebudget.budget.BudgetFailure.Kind.THROTTLED;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.UsageBudgets.SpendingBudget;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.NoResponse;

/**
 * The result of one request for one customer: what its answer means. Immutable.
 *
 * @param budget only of {@link Status#BUDGET}
 * @param failure reported if no later request succeeds; null for {@link Status#BUDGET}
 * @param retried whether the same request can be sent again
 * @param mayHaveBeenApplied whether a change may have been made, if the request was a PATCH
 */
record AttemptResult(
        Status status, SpendingBudget budget, BudgetFailure failure, boolean retried, boolean mayHaveBeenApplied) {
    enum Status {
        BUDGET,
        /** An answer that decides nothing: a 2xx that is not this spending budget, or a gateway's 400. */
        UNREADABLE,
        REFUSED,
        /** The request may have arrived. */
        NO_ANSWER,
        /** The request certainly did not arrive. */
        NOT_SENT,
        /** Nothing was sent: no credentials, no attempt left or no time left. */
        NOT_TRIED
    }

    /** The result of a GET. */
    static AttemptResult ofRead(HttpReply answer, CustomerTenantId customer, PartnerCenterErrors errors) {
        var body = answer.json();
        if (body.filter(json -> SpendingBudgetReader.namesAnother(json, customer))
                .isPresent()) {
            answer.closeConnection();
            return unanswered(true, "the answer that came names another customer", null);
        }
        if (answer.isGatewayRefusal()) return unreadable(errors.translate(answer));
        if (!answer.successful()) return refused(errors.translate(answer), StatusMeaning.of(answer.status()));
        return body.flatMap(SpendingBudgetReader::read)
                .map(budget -> new AttemptResult(Status.BUDGET, budget, null, false, true))
                .orElseGet(() -> unreadable(PartnerCenterErrors.unexpected(answer, "not with a spending budget")));
    }

    /** The result of a PATCH: only the requested budget is a success. */
    static AttemptResult ofWrite(HttpReply answer, BudgetChange change, PartnerCenterErrors errors) {
        var result = ofRead(answer, change.customer(), errors);
        if (!result.isBudget() || result.names(change.asked())) return result;
        var what = "names a budget of " + result.budget.budget() + " instead of the requested one";
        return unreadable(PartnerCenterErrors.unexpected(answer, what));
    }

    private static AttemptResult unreadable(BudgetFailure failure) {
        return new AttemptResult(Status.UNREADABLE, null, failure, true, true);
    }

    private static AttemptResult refused(BudgetFailure failure, StatusMeaning meaning) {
        var isFinal = meaning.retryable() && !failure.retryable();
        return new AttemptResult(
                Status.REFUSED, null, failure, meaning.retried() && !isFinal, meaning.mayHaveBeenApplied());
    }

    /** @param cause null if an answer came that belongs to another request */
    static AttemptResult unanswered(boolean maybeArrived, String why, NoResponse cause) {
        var failure = BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "Partner Center could not be reached: " + why + ".")
                .withCause(cause);
        return new AttemptResult(maybeArrived ? Status.NO_ANSWER : Status.NOT_SENT, null, failure, true, maybeArrived);
    }

    static AttemptResult notTried(BudgetFailure failure) {
        return new AttemptResult(Status.NOT_TRIED, null, failure, false, false);
    }

    boolean isBudget() {
        return status == Status.BUDGET;
    }

    boolean names(Budget asked) {
        return isBudget() && budget.budget().sameAs(asked);
    }

    /** Whether only a read of the budget shows whether the change was made. */
    boolean needsReadBack() {
        return status == Status.NO_ANSWER || status == Status.UNREADABLE;
    }

    boolean isThrottled() {
        return failure != null && failure.kind() == THROTTLED;
    }
}
