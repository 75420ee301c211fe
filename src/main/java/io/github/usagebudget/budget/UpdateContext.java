package io.github.usagebudget.budget;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The ids and the deadline of one update, and what it sent and found. One for each update; not thread-safe. */
public final class UpdateContext {
    private final UUID correlationId;
    private final UUID writeId;

    // Mutable state
    private Deadline deadline;
    private Optional<String> traceParent = Optional.empty();
    private Optional<RunPlace> place = Optional.empty();
    private Optional<UUID> lastSent = Optional.empty();
    private int reads;
    private int writes;
    private int refusals;
    private boolean tokenRefreshed;
    private Optional<String> vector = Optional.empty();
    private Optional<Budget> before = Optional.empty();

    /**
     * @param correlationId {@code MS-CorrelationId} of every request of this update
     * @param writeId {@code MS-RequestId} of the PATCH: the same for each attempt, so that Partner Center can apply it once
     * @param deadline of the update, credentials included
     */
    public UpdateContext(UUID correlationId, UUID writeId, Deadline deadline) {
        this.correlationId = correlationId;
        this.writeId = writeId;
        this.deadline = deadline;
    }

    /** This context for one customer of a plan run, whose requests share the rate of all runs. */
    public UpdateContext inRun(RunPlace customer) {
        place = Optional.of(customer);
        return this;
    }

    /** This context, with a trace for its requests (W3C Trace Context). */
    public UpdateContext within(Optional<String> trace) {
        traceParent = trace;
        return this;
    }

    /** {@code traceparent} of every request of this update, if it is traced. */
    public Optional<String> traceParent() {
        return traceParent;
    }

    /** The customer's place in a run; empty for a single update, which no shared rate limits. */
    public Optional<RunPlace> place() {
        return place;
    }

    public UUID correlationId() {
        return correlationId;
    }

    public UUID writeId() {
        return writeId;
    }

    /** {@code MS-RequestId} of one GET: a new one each time, so that no cached answer to another request can come back. */
    public UUID readId() {
        return UUID.randomUUID();
    }

    public Deadline deadline() {
        return deadline;
    }

    /**
     * Gives up the place in the run, waits, and takes a place again. The time does not count towards the deadline.
     *
     * @return false if the run's time is over first, or the thread is interrupted
     */
    public boolean waitOutside(Duration wait) {
        var left = deadline.timeLeft();
        var goesOn = place.orElseThrow().waitOutside(wait);
        exclude(left.minus(deadline.timeLeft()));
        return goesOn;
    }

    /** Moves the deadline, because some time that has passed does not count towards it. It never moves past the end of the run. */
    public void exclude(Duration time) {
        var later = deadline.plus(time);
        deadline = place.map(run -> later.orEarlier(run.end())).orElse(later);
    }

    /** Counts a refusal because of too many requests (429). */
    public int countRefusal() {
        return ++refusals;
    }

    /** True the first time only: one fresh token for each update. */
    public boolean mayRefreshToken() {
        var first = !tokenRefreshed;
        tokenRefreshed = true;
        return first;
    }

    /** Counts a request that is about to be sent: a PATCH if it has the id of the write, else a GET. */
    public void count(UUID requestId) {
        if (writeId.equals(requestId)) writes++;
        else reads++;
    }

    public int reads() {
        return reads;
    }

    public int writes() {
        return writes;
    }

    /** Records the id of a request that reached Partner Center, or may have. */
    public void sent(UUID requestId) {
        if (lastSent.filter(writeId::equals).isEmpty()) lastSent = Optional.of(requestId);
    }

    /** The id to find the update by: the PATCH's if one reached Partner Center, else the last GET's; empty if none did. */
    public Optional<UUID> requestId() {
        return lastSent;
    }

    /** Records Partner Center's own id of its last answer, the header {@code MS-CV}. */
    public void answeredUnder(Optional<String> correlationVector) {
        vector = correlationVector;
    }

    /** Partner Center's own id of its last answer, for its support. */
    public Optional<String> correlationVector() {
        return vector;
    }

    /** Records the budget before the change. */
    public void found(Budget budget) {
        before = Optional.of(budget);
    }

    /** The budget before the change; empty if it was not read. */
    public Optional<Budget> before() {
        return before;
    }

    /** The place of one customer of a plan run among those that are worked on at the same time. Used by the thread that works on the customer. */
    public interface RunPlace {
        /**
         * Gives up the place to another customer, waits, and takes a place again.
         *
         * @return false if the run's time is over first, or the thread is interrupted; then the customer must end
         */
        boolean waitOutside(Duration wait);

        /** The deadline of the run. No customer's own deadline is later. */
        Deadline end();
    }
}
