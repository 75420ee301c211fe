package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Precondition;
import io.github.usagebudget.budget.SpendingBudget;
import io.github.usagebudget.budget.Trail;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.remote.Pause;
import io.github.usagebudget.remote.RetrySchedule;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The customers' usage spending budgets in Partner Center. Thread-safe. */
@Singleton
class PartnerCenter implements UsageBudgets {
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(20);

    private final Settings settings;
    private final Wire wire;
    private final ResponseInterpreter responses;
    private final Pause pause;
    private final RandomGenerator random;

    PartnerCenter(Settings settings, Wire wire, FaultTranslator faults, Pause pause, RandomGenerator random) {
        this.settings = settings;
        this.wire = wire;
        this.responses = new ResponseInterpreter(faults);
        this.pause = pause;
        this.random = random;
    }

    @Override
    public SpendingBudget read(CustomerTenantId customer, Trail trail) {
        return update(trail).read(customer);
    }

    @Override
    public SpendingBudget write(BudgetChange change, Precondition precondition, Trail trail) {
        return update(trail).write(change, precondition);
    }

    private ReliableUpdate update(Trail trail) {
        return new ReliableUpdate(wire, responses, new RetryWaits(schedule(), pause, random, trail), trail);
    }

    /** A wait that was asked for is bounded by the deadline alone: who waits out a throttle is served. */
    private RetrySchedule schedule() {
        return new RetrySchedule(
                settings.count(Setting.PARTNER_CENTER_ATTEMPTS, Settings.MOST_ATTEMPTS),
                FIRST_DELAY,
                LONGEST_DELAY,
                settings.duration(Setting.PARTNER_CENTER_DEADLINE));
    }
}
