package io.github.usagebudget.function;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerLocks;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UpdateUsageBudget;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;

/** Sets or removes one customer's usage spending budget. Thread-safe. */
@Singleton
public class UsageBudgetFunction {
    static final String NAME = "usage-budget";

    private final UsageBudgets budgets;
    private final CustomerLocks locks;
    private final Settings settings;
    private final Ticker ticker;

    UsageBudgetFunction(UsageBudgets budgets, CustomerLocks locks, Settings settings, Ticker ticker) {
        this.budgets = budgets;
        this.locks = locks;
        this.settings = settings;
        this.ticker = ticker;
    }

    /** @throws RuntimeException for {@link ProblemWriter} */
    @Funq(NAME)
    public UsageBudgetResponse usageBudget(UsageBudgetRequest request, @Context HttpCall call) {
        var change = request.change();
        var invocation = call.invocation();
        var context = context(call, change, IdempotencyKey.of(call.header(IdempotencyKey.HEADER)))
                .within(invocation.traceParent());
        var attempt = new UpdateUsageBudget(budgets, settings.budgetPolicy(), locks, false).attempt(change, context);
        ChangeLog.record(invocation, attempt);
        return UsageBudgetResponse.of(attempt, call.correlation().id());
    }

    private UpdateContext context(HttpCall call, BudgetChange change, IdempotencyKey key) {
        var deadline = Deadline.after(settings.get(Setting.PARTNER_CENTER_DEADLINE), ticker);
        return new UpdateContext(call.correlation().upstream(), key.requestIdOf(change), deadline);
    }
}
