package io.github.usagebudget.function;

import io.github.usagebudget.budget.Trail;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;

/** One HTTP call on its way through the function: its correlation, and the trail of the update once there is one. */
final class Call {
    private static final String KEY = Call.class.getName();

    private final Correlation correlation;

    // Mutable state
    private volatile Trail trail;

    private Call(Correlation correlation) {
        this.correlation = correlation;
    }

    /** The call that this exchange belongs to; from now on its answer says so. */
    static Call of(RoutingContext exchange) {
        Call known = exchange.get(KEY);
        if (known != null) return known;
        var call = new Call(Correlation.of(exchange.request()::getHeader));
        exchange.put(KEY, call);
        exchange.addHeadersEndHandler(end -> call.identify(exchange));
        return call;
    }

    Correlation correlation() {
        return correlation;
    }

    void follow(Trail update) {
        trail = update;
    }

    /** The request id under which Partner Center was last reached; empty if it was not. */
    Optional<UUID> requestId() {
        return trail == null ? Optional.empty() : trail.requestId();
    }

    private void identify(RoutingContext exchange) {
        exchange.response().putHeader("x-ms-correlation-id", correlation.id());
        requestId().ifPresent(id -> exchange.response().putHeader("x-ms-request-id", id.toString()));
    }
}
