package io.github.usagebudget.http;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.http.NoResponse.FailureReason;
import io.github.usagebudget.http.RestClients.Transmitting;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.resteasy.reactive.RestResponse;

/** Sends one request and waits for its answer, up to a limit. */
public final class BlockingCall {
    /** The longest body that is read, in bytes; a longer one is unreadable. */
    public static final int LONGEST_BODY = 1 << 20;
    /** The longest page of a list that is read, in bytes. */
    public static final int LONGEST_PAGE = 16 << 20;

    /** How often the request moves to another connection because one from the pool was closed before the request left. */
    private static final int OTHER_CONNECTIONS = 2;

    private BlockingCall() {}

    /** @throws NoResponse if no answer came within {@code limit}, or the thread was interrupted; then the request is cancelled */
    public static HttpReply await(Uni<RestResponse<byte[]>> request, Duration limit) throws NoResponse {
        return await(request, limit, LONGEST_BODY);
    }

    /** As {@link #await(Uni, Duration)}, with a body of up to {@code longestBody} bytes. */
    public static HttpReply await(Uni<RestResponse<byte[]>> request, Duration limit, int longestBody)
            throws NoResponse {
        var deadline = Deadline.after(limit, Ticker.SYSTEM);
        for (var others = 0; ; others++) {
            var transmission = new Transmission(longestBody);
            try {
                return once(request, transmission, deadline.timeLeft());
            } catch (NoResponse none) {
                if (others == OTHER_CONNECTIONS || !metClosedConnection(transmission, none)) throw none;
            }
        }
    }

    private static HttpReply once(Uni<RestResponse<byte[]>> request, Transmission transmission, Duration limit)
            throws NoResponse {
        var answer = Transmitting.during(transmission, request::subscribeAsCompletionStage);
        try {
            return checked(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS), transmission);
        } catch (ExecutionException e) {
            transmission.giveUp();
            throw none(e.getCause(), transmission);
        } catch (TimeoutException | InterruptedException e) {
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            giveUp(answer, transmission);
            throw none(e, transmission);
        }
    }

    private static HttpReply checked(RestResponse<byte[]> response, Transmission transmission) throws NoResponse {
        if (response.getStatus() >= 200 && response.getStatus() < 600) return HttpReply.of(response, transmission);
        // such a status does not exist (RFC 9110, 15)
        transmission.closeConnection();
        throw new NoResponse("the answer had no valid status");
    }

    /** If in doubt, the request may have arrived. */
    private static NoResponse none(Throwable failure, Transmission transmission) {
        return new NoResponse(
                transmission.started ? transmission.hasLeft() : !FailureReason.isBeforeSending(failure), failure);
    }

    /** If a request is cancelled while it waits for a connection, Quarkus never returns that connection to the pool. */
    private static void giveUp(CompletableFuture<?> answer, Transmission transmission) {
        transmission.giveUp();
        if (!transmission.started || transmission.isConnected()) answer.cancel(false);
    }

    private static boolean metClosedConnection(Transmission transmission, NoResponse none) {
        return transmission.started
                && !none.maybeArrived()
                && (none.getCause() instanceof HttpClosedException
                        || transmission.isConnected() && none.getCause() instanceof IOException);
    }

    /**
     * The state of one request: whether it was sent, on which connection, and how long its answer can be. A request is either sent or given up,
     * never both; one that is given up before it is sent is never sent later. Thread-safe.
     */
    static final class Transmission {
        private enum State {
            WAITING,
            LEFT,
            GIVEN_UP
        }

        /** Of an answer, in bytes. */
        private final long longestBody;

        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

        // Mutable state
        private volatile boolean started;
        private volatile boolean tooLong;
        private volatile HttpClientRequest request;
        private volatile AnswerGuard guard;

        /** In bytes; only the connection's event loop changes it. */
        private long received;

        Transmission(long longestBody) {
            this.longestBody = longestBody;
        }

        /** From now on nothing of the request is sent without {@link #leave}. */
        void start() {
            started = true;
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
    }
}
