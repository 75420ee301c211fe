package io.github.usagebudget.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/**
 * What becomes of one request: whether it left, on which connection, and how long its answer may be. It leaves or is given up, never
 * both, so a request that is given up in time is certain not to be sent later. Thread-safe.
 */
final class Transmission {
    private enum State {
        WAITING,
        LEFT,
        GIVEN_UP
    }

    private final long longestBody;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    // Mutable state
    private volatile boolean started;
    private volatile boolean tooLong;
    private volatile HttpClientRequest request;
    private volatile AnswerGuard guard;

    /** Only the connection's event loop counts. */
    private long received;

    /** @param longestBody how many bytes of its answer's body are read */
    Transmission(long longestBody) {
        this.longestBody = longestBody;
    }

    /** From here on nothing of the request can leave without {@link #leave}. */
    void start() {
        started = true;
    }

    boolean started() {
        return started;
    }

    /** The request has a connection to itself. */
    void connected(HttpClientRequest made, AnswerGuard itsGuard) {
        guard = itsGuard;
        request = made;
        if (state.get() == State.GIVEN_UP) made.reset();
    }

    boolean isConnected() {
        return request != null;
    }

    /** Whether the request may be written; from then on it may have arrived. */
    boolean leave() {
        return state.compareAndSet(State.WAITING, State.LEFT);
    }

    boolean hasLeft() {
        return state.get() == State.LEFT;
    }

    /** No answer is waited for any longer: what has not left stays, and a connection with an answer to come is closed. */
    void giveUp() {
        state.compareAndSet(State.WAITING, State.GIVEN_UP);
        var made = request;
        if (made != null) made.reset();
    }

    /** Counts what is received of the body; false as soon as it is too long. */
    boolean takes(int bytes) {
        received += bytes;
        tooLong = received > longestBody;
        return !tooLong;
    }

    boolean isTooLong() {
        return tooLong;
    }

    /** Closes the connection, whatever else may be on its way there by now. */
    void closeConnection() {
        var itsGuard = guard;
        if (itsGuard != null) itsGuard.discard();
    }

    /**
     * Ties a request of a declarative client to its {@link Transmission}: the filter runs in the thread that subscribes, and leaves the
     * transmission in the request's own Vert.x context, where it is found as soon as the request has a connection. Thread-safe.
     */
    static final class Transmitting implements ResteasyReactiveClientRequestFilter {
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
}
