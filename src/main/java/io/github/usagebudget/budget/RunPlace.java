package io.github.usagebudget.budget;

import java.time.Duration;

/**
 * The place of one customer of a plan run among those that are worked on at the same time. A customer that must wait gives its place to another
 * one. Used by the thread that works on the customer.
 */
public interface RunPlace {
    /**
     * Gives up the place, waits, and takes a place again.
     *
     * @return false if the run's time is over first, or the thread is interrupted; then the customer must end
     */
    boolean waitOutside(Duration wait);

    /** The deadline of the run. No customer's own deadline is later. */
    Deadline end();
}
