package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.http.HttpReply;

/** Decides what an answer for one customer means. Sends nothing and never waits. Thread-safe. */
record ResponseInterpreter(SpendingBudgetReader budgets, PartnerCenterErrors errors) {
    ResponseInterpreter(PartnerCenterErrors errors) {
        this(new SpendingBudgetReader(), errors);
    }

    /** Interprets the answer to a GET. */
    AttemptResult ofRead(HttpReply answer, CustomerTenantId customer) {
        var body = answer.json();
        if (body.filter(json -> SpendingBudgetReader.namesAnother(json, customer))
                .isPresent()) {
            answer.closeConnection();
            return AttemptResult.crossed();
        }
        if (answer.isGatewayRefusal()) {
            answer.closeConnection();
            return AttemptResult.unreadable(errors.translate(answer));
        }
        if (!answer.successful())
            return AttemptResult.refused(errors.translate(answer), StatusMeaning.of(answer.status()));
        return body.flatMap(budgets::read)
                .map(AttemptResult::budget)
                .orElseGet(() -> AttemptResult.unreadable(errors.notABudget(answer)));
    }

    /** Interprets the answer to a PATCH: only the requested budget is a success. */
    AttemptResult ofWrite(HttpReply answer, BudgetChange change) {
        var result = ofRead(answer, change.customer());
        return result.isBudget() && !result.names(change.asked())
                ? AttemptResult.unreadable(errors.anotherBudget(answer, result.budget()))
                : result;
    }
}
