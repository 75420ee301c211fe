package io.github.usagebudget.budget;

import java.util.Optional;
import java.util.UUID;

/**
 * The ids that one update goes under, the time it has, and the id it last really sent. One per update; not thread-safe.
 */
public final class Trail {
    private final UUID correlationId;
    private final UUID writeId;
    private final Deadline deadline;

    // Mutable state
    private UUID lastSent;

    public Trail(UUID correlationId, UUID writeId, Deadline deadline) {
        this.correlationId = correlationId;
        this.writeId = writeId;
        this.deadline = deadline;
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

    /** Notes the id of a request that has reached Partner Center, or may have. */
    public void sent(UUID requestId) {
        lastSent = requestId;
    }

    /** The id of the last request that reached Partner Center; empty while none has. */
    public Optional<UUID> requestId() {
        return Optional.ofNullable(lastSent);
    }
}
