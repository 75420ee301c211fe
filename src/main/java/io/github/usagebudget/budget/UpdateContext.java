package io.github.usagebudget.budget;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The ids that one update goes under, the time it has, and what it really sent and found. One per update; not thread-safe.
 */
public final class UpdateContext {
    private final UUID correlationId;
    private final UUID writeId;
    private final Optional<RunPlace> place;

    // Mutable state
    private Deadline deadline;
    private Optional<String> traceParent = Optional.empty();
    private UUID lastSent;
    private int reads;
    private int writes;
    private int refusals;
    private boolean tokenRefreshed;
    private Optional<String> vector = Optional.empty();
    private Optional<Budget> before = Optional.empty();

    public UpdateContext(UUID correlationId, UUID writeId, Deadline deadline) {
        this(correlationId, writeId, deadline, Optional.empty());
    }

    private UpdateContext(UUID correlationId, UUID writeId, Deadline deadline, Optional<RunPlace> place) {
        this.correlationId = correlationId;
        this.writeId = writeId;
        this.deadline = deadline;
        this.place = place;
    }

    /** The trail of one customer of a plan run, whose requests go out at the pace that all runs share. */
    public static UpdateContext inRun(UUID correlationId, UUID writeId, Deadline deadline, RunPlace place) {
        return new UpdateContext(correlationId, writeId, deadline, Optional.of(place));
    }

    /** The same trail, whose requests belong to this trace (W3C Trace Context). */
    public UpdateContext within(Optional<String> trace) {
        traceParent = trace;
        return this;
    }

    /** {@code traceparent} of every request of this update; empty where nobody traces it. */
    public Optional<String> traceParent() {
        return traceParent;
    }

    /** The customer's place in a run; empty for a single update, which shares no pace with others. */
    public Optional<RunPlace> place() {
        return place;
    }

    /** {@code MS-CorrelationId} of every request of this update. */
    public UUID correlationId() {
        return correlationId;
    }

    /** {@code MS-RequestId} of the write: the same however often it is sent, so that it is done once. */
    public UUID writeId() {
        return writeId;
    }

    /** {@code MS-RequestId} of one read: its own, so that no answer remembered for another request can come back. */
    public UUID readId() {
        return UUID.randomUUID();
    }

    /** By when the whole update must be done, credentials included. */
    public Deadline deadline() {
        return deadline;
    }

    /**
     * Gives up the place in the run, waits, and takes a place again. The time does not count towards the deadline, which never goes past
     * the end of the run.
     *
     * @return false if the run's time is over before that, or the thread is interrupted
     */
    public boolean waitOutside(Duration wait) {
        var run = place.orElseThrow();
        var before = deadline.timeLeft();
        var goesOn = run.waitOutside(wait);
        exclude(before.minus(deadline.timeLeft()));
        return goesOn;
    }

    /** Some time that has passed does not count towards the deadline, which never goes past the end of the run. */
    public void exclude(Duration time) {
        var later = deadline.plus(time);
        deadline = place.map(run -> later.orEarlier(run.end())).orElse(later);
    }

    /** Counts a refusal because of too many requests (429). */
    public int countRefusal() {
        return ++refusals;
    }

    /** Notes the id of a request that has reached Partner Center, or may have. */
    public void sent(UUID requestId) {
        if (!writeId.equals(lastSent)) lastSent = requestId;
    }

    /** The id to look the update up by: the write's if that reached Partner Center, else the last read's; empty if none did. */
    public Optional<UUID> requestId() {
        return Optional.ofNullable(lastSent);
    }

    /** Counts a read that was sent. */
    public void countRead() {
        reads++;
    }

    /** Counts a write that was sent. */
    public void countWrite() {
        writes++;
    }

    public int reads() {
        return reads;
    }

    public int writes() {
        return writes;
    }

    /** True once: one fresh token for one update. */
    public boolean mayRefreshToken() {
        var first = !tokenRefreshed;
        tokenRefreshed = true;
        return first;
    }

    /** Notes Partner Center's own id of its last answer, its header {@code MS-CV}. */
    public void answeredUnder(Optional<String> correlationVector) {
        vector = correlationVector;
    }

    /** Partner Center's own id of its last answer, for its support; empty where it gave none. */
    public Optional<String> correlationVector() {
        return vector;
    }

    /** Notes the budget as it was before the change. */
    public void found(Budget budget) {
        before = Optional.of(budget);
    }

    /** The budget before the change; empty where it was not read. */
    public Optional<Budget> before() {
        return before;
    }
}
