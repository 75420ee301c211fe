package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.UpdateContext.RunPlace;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Limits how many customers this process works on at the same time, across all runs and batches. A customer that waits is outside: it holds
 * no place, but it does hold a thread, so the number of threads is limited too. First come, first served. Thread-safe.
 */
public final class WorkPlaces {
    /** The most customers outside; each has a thread. */
    static final int MOST_OUTSIDE = 128;

    private final Resizable places = new Resizable();
    private final Resizable threads = new Resizable();

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
    static final class CustomerPlace implements RunPlace, AutoCloseable {
        private final WorkPlaces places;
        private final Deadline end;
        private final Predicate<Duration> sleeper;

        // Mutable state
        private boolean outside;

        CustomerPlace(WorkPlaces places, Deadline end, Predicate<Duration> sleeper) {
            this.places = places;
            this.end = end;
            this.sleeper = sleeper;
        }

        @Override
        public boolean waitOutside(Duration wait) {
            if (wait.compareTo(end.timeLeft()) >= 0) return false;
            if (!outside) places.stepOut();
            outside = true;
            if (!sleeper.test(wait) || !places.stepIn(end)) return false;
            outside = false;
            return true;
        }

        @Override
        public Deadline end() {
            return end;
        }

        /** Gives the place back after the customer's work. */
        @Override
        public void close() {
            if (outside) places.leaveFromOutside();
            else places.leave();
        }
    }
}
