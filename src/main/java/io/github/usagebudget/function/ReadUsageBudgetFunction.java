package io.github.usagebudget.function;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.function.ProblemWriter.FailedAttempt;
import io.github.usagebudget.function.UsageBudgetResponse.CurrentBudgetResponse;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Reads one customer's usage spending budget. Thread-safe. */
@Singleton
public class ReadUsageBudgetFunction {
    static final String NAME = "read-usage-budget";

    private final UsageBudgets budgets;
    private final Settings settings;
    private final Ticker ticker;

    ReadUsageBudgetFunction(UsageBudgets budgets, Settings settings, Ticker ticker) {
        this.budgets = budgets;
        this.settings = settings;
        this.ticker = ticker;
    }

    /** @throws RuntimeException for {@link ProblemWriter} */
    @Funq(NAME)
    public CurrentBudgetResponse readUsageBudget(CustomerTenantId customer, @Context HttpCall call) {
        var deadline = Deadline.after(settings.get(Setting.PARTNER_CENTER_DEADLINE), ticker);
        var context = new UpdateContext(call.correlation().upstream(), UUID.randomUUID(), deadline)
                .within(call.invocation().traceParent());
        try {
            var answered = budgets.read(customer, context);
            return CurrentBudgetResponse.of(
                    customer, answered, context.requestId(), call.correlation().id());
        } catch (RuntimeException | Error failure) {
            throw FailedAttempt.toRead(BudgetFailure.of(failure), context.requestId());
        }
    }
}
