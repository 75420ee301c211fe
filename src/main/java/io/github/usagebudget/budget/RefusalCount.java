package io.github.usagebudget.budget;

/** What a plan run learns from, and tells, the shared rate limiter. Implementations are safe for use by many threads. */
public interface RefusalCount {

    /** How often requests were refused with 429 since the start of the process. */
    long refusals();

    /** One of so many batches of a plan starts in this process. The others can run in other processes with the same limit. */
    void batchStarts(int batches);

    void batchEnds(int batches);
}
