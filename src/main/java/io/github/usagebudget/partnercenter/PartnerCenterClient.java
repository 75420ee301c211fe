package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.http.HttpReply;
import io.github.usagebudget.http.NoResponse;

/** One request to Partner Center and its answer, whatever it is; only a refused token is tried again. */
interface PartnerCenterClient {

    /** @throws BudgetFailure if there are no credentials to send it with */
    HttpReply get(CustomerTenantId customer, UpdateContext context) throws NoResponse;

    /** @throws BudgetFailure if there are no credentials to send it with */
    HttpReply patch(BudgetChange change, UpdateContext context) throws NoResponse;
}
