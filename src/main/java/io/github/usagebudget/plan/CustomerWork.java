package io.github.usagebudget.plan;

import static io.github.usagebudget.budget.BudgetFailure.Kind.CREDENTIALS_REFUSED;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.plan.PlanReport.PlannedOutcome;
import io.github.usagebudget.plan.WorkPlaces.CustomerPlace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Works on many customers at the same time, within the number of places in this process. Thread-safe.
 *
 * @param places shared by all work on customers in this process
 * @param sleeper waits; false if the thread is interrupted
 */
record CustomerWork(WorkPlaces places, Predicate<Duration> sleeper) {

    /** The work for one customer. It must not throw, and must end in time. */
    @FunctionalInterface
    interface Task {
        /** @param index of the customer, from 0 */
        void run(int index, CustomerPlace place);
    }

    /**
     * Starts the customers in order until no time is left to start another one, and waits for those that were started.
     *
     * @param goesOn checked before each customer; if false, no further customer is started
     */
    void each(int customers, PlanRun run, BooleanSupplier goesOn, Task task) {
        places.resize(run.concurrency());
        var lastStart = run.lastStart();
        var threads = Executors.newCachedThreadPool();
        for (var i = 0; i < customers && goesOn.getAsBoolean() && places.enter(lastStart); i++) {
            var index = i;
            var place = new CustomerPlace(places, run.end(), sleeper);
            start(threads, place, () -> {
                try (place) {
                    // it can become false while the customer waits for its place
                    if (goesOn.getAsBoolean()) task.run(index, place);
                }
            });
        }
        threads.shutdown();
        await(threads);
    }

    /** Gives the place back if no thread can be started, so that it is not lost. */
    private static void start(ExecutorService threads, CustomerPlace place, Runnable work) {
        try {
            threads.execute(work);
        } catch (Error noThread) {
            place.close();
            threads.shutdown();
            throw noThread;
        }
    }

    /** Each customer's work has a time limit, so this wait ends. */
    private static void await(ExecutorService threads) {
        try {
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) continue;
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Decides when no further customer can succeed: immediately if credentials or settings fail before a request to Partner Center, and after
     * Partner Center itself refused the credentials for {@value #REFUSED} customers, if none succeeded between them. Thread-safe.
     */
    static final class StopRule {
        private static final int REFUSED = 3;

        // Mutable state, guarded by this
        private int refused;
        private BudgetFailure reason;

        /** Records the outcome of one customer. */
        void ended(PlannedOutcome outcome) {
            if (outcome.kind() != PlannedOutcome.ReportedOutcome.NOT_ATTEMPTED) ended(outcome.failure());
        }

        /** Records the result of reading one customer's budget. */
        void ended(BudgetReads.Read read) {
            ended(read.failure());
        }

        private synchronized void ended(Optional<BudgetFailure> failure) {
            if (failure.isEmpty()) refused = 0;
            else if (reason == null && stops(failure.get())) reason = failure.get();
        }

        private boolean stops(BudgetFailure failure) {
            if (failure.partnerCenter().isPresent())
                return failure.kind() == CREDENTIALS_REFUSED && ++refused >= REFUSED;
            return switch (failure.kind()) {
                case CREDENTIALS_REFUSED, CREDENTIALS_UNAVAILABLE, MISCONFIGURED -> true;
                default -> false;
            };
        }

        /** Why no further customer is started; empty while the run continues. */
        synchronized Optional<BudgetFailure> reason() {
            return Optional.ofNullable(reason);
        }
    }
}
