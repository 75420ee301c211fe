package io.github.usagebudget.function;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetPolicy;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Trail;
import io.github.usagebudget.budget.UpdateUsageBudget;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.quarkus.funqy.Funq;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Sets or removes one customer's usage spending budget. Thread-safe. */
@Singleton
public class UsageBudgetFunction {
    static final String NAME = "usage-budget";

    private final UsageBudgets budgets;
    private final ChangeLog changes;
    private final Settings settings;
    private final Clock clock;
    private final CurrentVertxRequest current;

    UsageBudgetFunction(
            UsageBudgets budgets, ChangeLog changes, Settings settings, Clock clock, CurrentVertxRequest current) {
        this.budgets = budgets;
        this.changes = changes;
        this.settings = settings;
        this.clock = clock;
        this.current = current;
    }

    /** @throws io.github.usagebudget.budget.BudgetFailure which {@link ProblemWriter} turns into an answer */
    @Funq(NAME)
    public UsageBudgetResponse usageBudget(UsageBudgetRequest request) {
        var exchange = current.getCurrent();
        var call = Call.of(exchange);
        var change = request.change();
        var trail = trail(call, change, IdempotencyKey.in(exchange.request()));
        call.follow(trail);
        call.markRecorded();
        var update = changes.recorded(
                call.origin(), change, trail, () -> new UpdateUsageBudget(budgets, policy()).apply(change, trail));
        return UsageBudgetResponse.of(update, call);
    }

    private Trail trail(Call call, BudgetChange change, IdempotencyKey key) {
        var deadline = Deadline.after(settings.duration(Setting.PARTNER_CENTER_DEADLINE), clock);
        return new Trail(call.correlation().upstream(), key.requestIdOf(change), deadline)
                .within(call.origin().traceParent());
    }

    private BudgetPolicy policy() {
        return new BudgetPolicy(
                settings.number(Setting.BUDGET_MAX_AMOUNT), settings.number(Setting.BUDGET_MAX_INCREASE_PERCENT));
    }
}
