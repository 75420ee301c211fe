package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Deadline;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The places for customers that are worked on at the same time in this process, whatever runs and batches they belong to. A customer that
 * waits is outside: it holds no place, but its thread, so the number of those is bounded too. First come, first served. Thread-safe.
 */
public final class WorkPlaces {
    /** Customers outside, each with a thread. */
    static final int MOST_OUTSIDE = 128;

    private final Resizable places = new Resizable();
    private final Resizable threads = new Resizable();

    /** Sets how many places there are. If that is less than before, those who have a place keep it. */
    void resize(int size) {
        places.resize(size);
        threads.resize(size + MOST_OUTSIDE);
    }

    /** Takes a place for a customer that begins; false if none gets free in time. */
    boolean enter(Deadline latest) {
        if (!threads.taken(latest)) return false;
        if (places.taken(latest)) return true;
        threads.release();
        return false;
    }

    /** A customer ends that has a place. */
    void leave() {
        stepOut();
        leaveFromOutside();
    }

    /** A customer gives up its place, but is not done. */
    void stepOut() {
        places.release();
    }

    /** Takes a place for a customer that is outside; false if none gets free in time. */
    boolean stepIn(Deadline latest) {
        return places.taken(latest);
    }

    /** A customer ends that is outside. */
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
}
