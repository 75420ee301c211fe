package io.github.usagebudget.plan;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.RunPlace;
import java.time.Duration;
import java.util.function.Predicate;

/** The place of one customer, already taken. Used by one thread. */
final class CustomerPlace implements RunPlace, AutoCloseable {
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
