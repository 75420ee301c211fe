package io.github.usagebudget.plan;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Works on many customers at the same time, as far as there are places in the process. Thread-safe.
 *
 * @param places shared by everything that works on customers
 * @param sleeper waits; false if the thread is interrupted
 */
record CustomerWork(WorkPlaces places, Predicate<Duration> sleeper) {

    /** What is done for one customer; it must not throw, and it must end in time. */
    @FunctionalInterface
    interface Task {
        /** @param index of the customer, from 0 on */
        void run(int index, CustomerPlace place);
    }

    /**
     * Starts one customer after the other, until there is no more time to start one, and waits for those that were started.
     *
     * @param goesOn asked before each customer; once false, no further one is started
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
                    // it may have become false while this customer waited for its place
                    if (goesOn.getAsBoolean()) task.run(index, place);
                }
            });
        }
        threads.shutdown();
        await(threads);
    }

    /** A place without a thread would be lost to the process. */
    private static void start(ExecutorService threads, CustomerPlace place, Runnable work) {
        try {
            threads.execute(work);
        } catch (Error noThread) {
            place.close();
            threads.shutdown();
            throw noThread;
        }
    }

    /** Every customer is bounded in time, and so is this. */
    private static void await(ExecutorService threads) {
        try {
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) continue;
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
