package io.github.usagebudget.http;

/** No answer came. Says why, and whether the request may have arrived all the same. */
public final class NoResponse extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean maybeArrived;

    public NoResponse(boolean maybeArrived, Throwable cause) {
        this(maybeArrived, FailureReason.of(cause, maybeArrived), cause);
    }

    private NoResponse(boolean maybeArrived, String reason, Throwable cause) {
        super(reason, cause);
        this.maybeArrived = maybeArrived;
    }

    /** In doubt it may have arrived. */
    static NoResponse of(Throwable failure, Transmission transmission) {
        return new NoResponse(
                transmission.started() ? transmission.hasLeft() : !FailureReason.isBeforeSending(failure), failure);
    }

    /** What came has a status that no answer can have (RFC 9110, 15). */
    static NoResponse impossible() {
        return new NoResponse(true, "the answer had no valid status", null);
    }

    /** A gateway on the way answered in place of the one that was asked. */
    static NoResponse fromGateway(int status) {
        return new NoResponse(true, "a gateway on the way answered " + status, null);
    }

    /** Why, in a few words of our own; nothing that was received is in it. */
    public String reason() {
        return getMessage();
    }

    /** False only if the request certainly never left: not one byte of it was written. */
    public boolean maybeArrived() {
        return maybeArrived;
    }
}
