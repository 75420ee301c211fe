package io.github.usagebudget.budget;

/** The pace of plan runs' requests. Implementations are safe for use by many threads. */
public interface RefusalCount {

    /** How often requests were refused because there were too many, since the start; only ever grows. */
    long refusals();

    /** One of so many batches of a plan starts in this process. The others can run elsewhere, at the same limit. */
    void batchStarts(int batches);

    /** A batch that started has ended. */
    void batchEnds(int batches);
}
