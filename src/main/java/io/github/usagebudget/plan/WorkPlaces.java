package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.UpdateContext.RunPlace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Works on many customers at the same time, and limits how many, across all runs and batches of this process. A customer that waits is
 * outside: it holds no place, but it does hold a thread, so the number of threads is limited too. First come, first served. Thread-safe.
 */
public final class WorkPlaces {
    /** The most customers outside; each has a thread. */
    static final int MOST_OUTSIDE = 128;

    private final Predicate<Duration> sleeper;
    private final Resizable places = new Resizable();
    private final Resizable threads = new Resizable();

    /** @param sleeper waits; false if the thread is interrupted */
    public WorkPlaces(Predicate<Duration> sleeper) {
        this.sleeper = sleeper;
    }

    /**
     * Starts the customers in order until no time is left to start another one or {@code goesOn} is false, and waits for those that were
     * started. The task must not throw, and must end in time.
     */
    <T> void each(List<T> customers, PlanRun run, BooleanSupplier goesOn, BiConsumer<T, RunPlace> task) {
        resize(run.concurrency());
        var lastStart = run.lastStart();
        var workers = Executors.newCachedThreadPool();
        for (var customer : customers) {
            if (!goesOn.getAsBoolean() || !enter(lastStart)) break;
            var place = new CustomerPlace(run.end());
            start(workers, place, () -> {
                try (place) {
                    // it can become false while the customer waits for its place
                    if (goesOn.getAsBoolean()) task.accept(customer, place);
                }
            });
        }
        workers.shutdown();
        await(workers);
    }

    /** Gives the place back if no thread can be started, so that it is not lost. */
    private static void start(ExecutorService workers, CustomerPlace place, Runnable work) {
        try {
            workers.execute(work);
        } catch (Error noThread) {
            place.close();
            workers.shutdown();
            throw noThread;
        }
    }

    /** Each customer's work has a time limit, so this wait ends. */
    private static void await(ExecutorService workers) {
        try {
            while (!workers.awaitTermination(1, TimeUnit.MINUTES)) continue;
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Sets the number of places. If it shrinks, customers that have a place keep it. */
    void resize(int size) {
        places.resize(size);
        threads.resize(size + MOST_OUTSIDE);
    }

    /** Takes a place for a new customer; false if none is free in time. */
    boolean enter(Deadline latest) {
        if (!threads.taken(latest)) return false;
        if (places.taken(latest)) return true;
        threads.release();
        return false;
    }

    /** For a customer that is done and has a place. */
    void leave() {
        stepOut();
        leaveFromOutside();
    }

    /** For a customer that is not done and gives up its place. */
    void stepOut() {
        places.release();
    }

    /** Takes a place for a customer that is outside; false if none is free in time. */
    boolean stepIn(Deadline latest) {
        return places.taken(latest);
    }

    /** For a customer that is done and is outside. */
    void leaveFromOutside() {
        threads.release();
    }

    private static final class Resizable extends Semaphore {
        private static final long serialVersionUID = 1;

        // Mutable state, guarded by this
        private int size;

        Resizable() {
            super(0, true);
        }

        synchronized void resize(int wanted) {
            if (wanted > size) release(wanted - size);
            else if (wanted < size) reducePermits(size - wanted);
            size = wanted;
        }

        boolean taken(Deadline latest) {
            try {
                if (!tryAcquire(Math.max(0, latest.timeLeft().toNanos()), TimeUnit.NANOSECONDS)) return false;
                if (!latest.hasPassed()) return true;
                release();
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** The place of one customer, already taken. Used by one thread. */
    private final class CustomerPlace implements RunPlace, AutoCloseable {
        private final Deadline end;

        // Mutable state
        private boolean outside;

        CustomerPlace(Deadline end) {
            this.end = end;
        }

        @Override
        public boolean waitOutside(Duration wait) {
            if (wait.compareTo(end.timeLeft()) >= 0) return false;
            if (!outside) stepOut();
            outside = true;
            if (!sleeper.test(wait) || !stepIn(end)) return false;
            outside = false;
            return true;
        }

        @Override
        public Deadline end() {
            return end;
        }

        @Override
        public void close() {
            if (outside) leaveFromOutside();
            else leave();
        }
    }
}
