package io.github.usagebudget.remote;

/** No answer came. Says whether the request may have arrived all the same. */
public final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean maybeArrived;

    public NoAnswer(boolean maybeArrived, Throwable cause) {
        super(maybeArrived ? "no answer came" : "no connection could be made", cause);
        this.maybeArrived = maybeArrived;
    }

    private NoAnswer(String message, boolean maybeArrived) {
        super(message);
        this.maybeArrived = maybeArrived;
    }

    /** A gateway on the way answered in place of the one that was asked. */
    static NoAnswer fromGateway(int status) {
        return new NoAnswer("a gateway on the way answered " + status, true);
    }

    /** False only where the request certainly never left: no name, no connection, no TLS session. */
    public boolean maybeArrived() {
        return maybeArrived;
    }
}
