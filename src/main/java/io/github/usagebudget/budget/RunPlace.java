package io.github.usagebudget.budget;

import java.time.Duration;

/**
 * The place that one customer of a plan run holds among those that are worked on at the same time. A customer that has to wait gives its
 * place to another one. Used by the thread that works on the customer.
 */
public interface RunPlace {
    /**
     * Gives up the place, waits, and takes a place again.
     *
     * @return false if the run's time is over before that, or the thread is interrupted: the customer ends then
     */
    boolean waitOutside(Duration wait);

    /** By when the run's last request must be done; no customer's own deadline is later. */
    Deadline end();
}
