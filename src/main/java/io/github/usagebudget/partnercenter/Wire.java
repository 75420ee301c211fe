package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Trail;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.NoAnswer;

/** One request to Partner Center and its answer, whatever it is; only a refused token is tried again. */
interface Wire {

    /** @throws BudgetFailure if there are no credentials to send it with */
    Answer get(CustomerTenantId customer, Trail trail) throws NoAnswer;

    /** @throws BudgetFailure if there are no credentials to send it with */
    Answer patch(BudgetChange change, Trail trail) throws NoAnswer;
}
