package io.github.usagebudget.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/**
 * Ties a request of a declarative client to its {@link Transmission}: the filter runs in the thread that subscribes, and leaves the
 * transmission in the request's own Vert.x context, where it is found as soon as the request has a connection. Thread-safe.
 */
final class Transmitting implements ResteasyReactiveClientRequestFilter {
    private static final ThreadLocal<Transmission> SUBSCRIBING = new ThreadLocal<>();

    /** While this runs, the request that is subscribed to is this transmission's. */
    static <T> T during(Transmission transmission, Supplier<T> subscribing) {
        SUBSCRIBING.set(transmission);
        try {
            return subscribing.get();
        } finally {
            SUBSCRIBING.remove();
        }
    }

    @Override
    public void filter(ResteasyReactiveClientRequestContext request) {
        var transmission = SUBSCRIBING.get();
        if (transmission == null) return;
        AskedHosts.note(request.getUri());
        transmission.start();
        request.getContext().putLocal(Transmission.class, transmission);
    }

    /** Before anything of the request is written. */
    static void connected(HttpClientRequest request) {
        // else Vert.x logs why a request failed, though its sender hears of it
        request.exceptionHandler(ignored -> {});
        Transmission own = Vertx.currentContext().getLocal(Transmission.class);
        var transmission = own == null ? new Transmission(BlockingCall.LONGEST_BODY) : own;
        var guard = AnswerGuard.of(request.connection());
        guard.expect(transmission);
        transmission.connected(request, guard);
    }
}
