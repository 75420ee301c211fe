package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Precondition;
import io.github.usagebudget.budget.SpendingBudget;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.http.Retrier;
import jakarta.inject.Singleton;

/** The customers' usage spending budgets in Partner Center. Thread-safe. */
@Singleton
class PartnerCenterBudgets implements UsageBudgets {
    private final Settings settings;
    private final PartnerCenterClient client;
    private final ResponseInterpreter responses;
    private final Retrier retrier;

    PartnerCenterBudgets(Settings settings, PartnerCenterClient client, PartnerCenterErrors errors, Retrier retrier) {
        this.settings = settings;
        this.client = client;
        this.responses = new ResponseInterpreter(errors);
        this.retrier = retrier;
    }

    @Override
    public SpendingBudget read(CustomerTenantId customer, UpdateContext context) {
        return update(context).read(customer);
    }

    @Override
    public SpendingBudget write(BudgetChange change, Precondition precondition, UpdateContext context) {
        return update(context).write(change, precondition);
    }

    private ReliableUpdate update(UpdateContext context) {
        var policy = BudgetRequests.policy(settings);
        return new ReliableUpdate(new BudgetRequests(client, responses, retrier, policy, context), context);
    }
}
