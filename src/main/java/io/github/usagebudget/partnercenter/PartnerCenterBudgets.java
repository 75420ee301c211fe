package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Precondition;
import io.github.usagebudget.budget.SpendingBudget;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.http.RetryPolicy;
import io.github.usagebudget.http.Sleeper;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The customers' usage spending budgets in Partner Center. Thread-safe. */
@Singleton
class PartnerCenterBudgets implements UsageBudgets {
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(20);

    private final Settings settings;
    private final PartnerCenterClient client;
    private final ResponseInterpreter responses;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    PartnerCenterBudgets(
            Settings settings,
            PartnerCenterClient client,
            PartnerCenterErrors faults,
            Sleeper sleeper,
            RandomGenerator random) {
        this.settings = settings;
        this.client = client;
        this.responses = new ResponseInterpreter(faults);
        this.sleeper = sleeper;
        this.random = random;
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
        return new ReliableUpdate(client, responses, new RetryWaits(schedule(), sleeper, random, context), context);
    }

    /** A wait that was asked for is bounded by the deadline alone: who waits out a throttle is served. */
    private RetryPolicy schedule() {
        return new RetryPolicy(
                settings.count(Setting.PARTNER_CENTER_ATTEMPTS, Settings.MOST_ATTEMPTS),
                FIRST_DELAY,
                LONGEST_DELAY,
                settings.duration(Setting.PARTNER_CENTER_DEADLINE));
    }
}
