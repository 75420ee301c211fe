package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.NoResponse;

/** Sends one request to Partner Center and returns its answer, whatever the status. Repeats it only with a fresh token. */
interface PartnerCenterClient {

    /** @throws BudgetFailure if there are no credentials */
    HttpReply get(CustomerTenantId customer, UpdateContext context) throws NoResponse;

    /** @throws BudgetFailure if there are no credentials */
    HttpReply patch(BudgetChange change, UpdateContext context) throws NoResponse;
}
