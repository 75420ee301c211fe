package io.github.usagebudget.function;

import io.github.usagebudget.budget.Trail;
import io.github.usagebudget.caller.Caller;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;

/** One HTTP call on its way through the function: its correlation, and the trail of the update once there is one. */
final class Call {
    static final String CORRELATION = "x-ms-correlation-id";
    private static final String KEY = Call.class.getName();

    private final Correlation correlation;
    private final Optional<String> invocationId;
    private final Optional<String> traceParent;

    // Mutable state
    private volatile Trail trail;
    private volatile boolean recorded;
    private volatile Caller caller;

    private Call(Correlation correlation, Optional<String> invocationId, Optional<String> traceParent) {
        this.correlation = correlation;
        this.invocationId = invocationId;
        this.traceParent = traceParent;
    }

    /** The call that this exchange belongs to; from now on its answer says so. */
    static Call of(RoutingContext exchange) {
        Call known = exchange.get(KEY);
        if (known != null) return known;
        var request = exchange.request();
        var invocationId = Optional.ofNullable(request.getHeader(RoutedRequest.INVOCATION_ID));
        // the host's invocation stands between the caller and what happens here
        var traceParent = TraceParent.valid(request.getHeader(RoutedRequest.INVOCATION_TRACE))
                .or(() -> TraceParent.valid(request.getHeader(TraceParent.HEADER)));
        var call = new Call(Correlation.of(request::getHeader), invocationId, traceParent);
        exchange.put(KEY, call);
        exchange.addHeadersEndHandler(end -> call.identify(exchange));
        return call;
    }

    Correlation correlation() {
        return correlation;
    }

    /** The host's id of this invocation; empty where there is no Functions host, as in development. */
    Optional<String> invocationId() {
        return invocationId;
    }

    /** Entra vouches for this caller. */
    void comesFrom(Caller known) {
        caller = known;
    }

    Origin origin() {
        var who = caller;
        return new Origin(
                correlation.id(),
                invocationId,
                traceParent,
                Optional.ofNullable(who).map(Caller::objectId));
    }

    /** Its end is in the log, or will be. */
    void markRecorded() {
        recorded = true;
    }

    boolean isRecorded() {
        return recorded;
    }

    void follow(Trail update) {
        trail = update;
    }

    /** The request id under which Partner Center was last reached; empty if it was not. */
    Optional<UUID> requestId() {
        return trail == null ? Optional.empty() : trail.requestId();
    }

    private void identify(RoutingContext exchange) {
        exchange.response().putHeader(CORRELATION, correlation.id());
        requestId().ifPresent(id -> exchange.response().putHeader("x-ms-request-id", id.toString()));
    }
}
