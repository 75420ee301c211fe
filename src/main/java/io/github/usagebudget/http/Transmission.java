package io.github.usagebudget.http;

import io.github.usagebudget.http.RestClients.AskedHosts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/**
 * The state of one request: whether it was sent, on which connection, and how long its answer can be. A request is either sent or given up,
 * never both; one that is given up before it is sent is never sent later. Thread-safe.
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

    /** In bytes; only the connection's event loop changes it. */
    private long received;

    /** @param longestBody the longest body of an answer, in bytes */
    Transmission(long longestBody) {
        this.longestBody = longestBody;
    }

    /** From now on nothing of the request is sent without {@link #leave}. */
    void start() {
        started = true;
    }

    boolean started() {
        return started;
    }

    /** The request got a connection. */
    void connected(HttpClientRequest made, AnswerGuard itsGuard) {
        guard = itsGuard;
        request = made;
        if (state.get() == State.GIVEN_UP) made.reset();
    }

    boolean isConnected() {
        return request != null;
    }

    /** Whether the request can be written. If so, it counts as sent from now on. */
    boolean leave() {
        return state.compareAndSet(State.WAITING, State.LEFT);
    }

    boolean hasLeft() {
        return state.get() == State.LEFT;
    }

    /** The caller waits no longer: a request that was not sent will not be, and the connection of one that was is closed. */
    void giveUp() {
        state.compareAndSet(State.WAITING, State.GIVEN_UP);
        var made = request;
        if (made != null) made.reset();
    }

    /** Counts received bytes of the body; false if it is too long. */
    boolean takes(int bytes) {
        received += bytes;
        tooLong = received > longestBody;
        return !tooLong;
    }

    boolean isTooLong() {
        return tooLong;
    }

    /** Closes the connection, even if another request was sent on it meanwhile. */
    void closeConnection() {
        var itsGuard = guard;
        if (itsGuard != null) itsGuard.discard();
    }

    /**
     * Connects a request of a declarative client with its {@link Transmission}. The filter runs in the thread that subscribes. It puts the
     * transmission into the request's own Vert.x context, where {@link #connected} finds it. Thread-safe.
     */
    static final class Transmitting implements ResteasyReactiveClientRequestFilter {
        private static final ThreadLocal<Transmission> SUBSCRIBING = new ThreadLocal<>();

        /** Subscribes to the request that belongs to the transmission. */
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

        /** Called before anything of the request is written. */
        static void connected(HttpClientRequest request) {
            // otherwise Vert.x logs the failure, which the caller gets anyway
            request.exceptionHandler(ignored -> {});
            Transmission own = Vertx.currentContext().getLocal(Transmission.class);
            var transmission = own == null ? new Transmission(BlockingCall.LONGEST_BODY) : own;
            var guard = AnswerGuard.of(request.connection());
            guard.expect(transmission);
            transmission.connected(request, guard);
        }
    }
}
