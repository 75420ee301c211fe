package io.github.usagebudget.function;

import io.github.usagebudget.budget.CustomerLocks;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.budget.PartnerLists;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.http.Retrier.Sleeper;
import io.github.usagebudget.plan.ApplyBudgetPlan;
import io.github.usagebudget.plan.DefaultBudgets;
import io.github.usagebudget.plan.ExportBudgets;
import io.github.usagebudget.plan.WorkPlaces;
import io.quarkus.vertx.VertxOptionsCustomizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Beans of classes that the container cannot discover. */
class Beans {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Ticker ticker() {
        return Ticker.SYSTEM;
    }

    @Produces
    @Singleton
    CustomerLocks customerLocks() {
        return new CustomerLocks();
    }

    @Produces
    @Singleton
    WorkPlaces workPlaces(Sleeper sleeper) {
        return new WorkPlaces(sleeper::sleep);
    }

    @Produces
    @Singleton
    DefaultBudgets defaultBudgets(PartnerLists lists, UsageBudgets budgets, WorkPlaces places) {
        return new DefaultBudgets(lists, budgets, places);
    }

    @Produces
    @Singleton
    ApplyBudgetPlan applyBudgetPlan(UsageBudgets budgets, CustomerLocks locks, WorkPlaces places, Clock clock) {
        return new ApplyBudgetPlan(budgets, locks, places, clock);
    }

    @Produces
    @Singleton
    ExportBudgets exportBudgets(PartnerLists lists, UsageBudgets budgets, WorkPlaces places) {
        return new ExportBudgets(lists, budgets, places);
    }

    @Produces
    @Singleton
    Sleeper sleeper() {
        return duration -> Thread.sleep(duration.toMillis());
    }

    /**
     * Vert.x prints the stack trace of an event loop that was blocked for two seconds. No code here runs on an event loop, but an instance
     * that the platform freezes in the middle of a request looks the same.
     */
    @Produces
    @Singleton
    VertxOptionsCustomizer noStackTraces() {
        return options -> options.setMaxEventLoopExecuteTime(365).setMaxEventLoopExecuteTimeUnit(TimeUnit.DAYS);
    }

    @Produces
    @Singleton
    RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
