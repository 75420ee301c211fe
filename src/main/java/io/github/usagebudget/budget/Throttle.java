package io.github.usagebudget.budget;

/** Tells how often requests were refused because there were too many. Implementations are safe for use by many threads. */
public interface Throttle {

    /** Since the start; only ever grows. */
    long refusals();
}
