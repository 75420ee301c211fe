package io.github.usagebudget.remote;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jboss.resteasy.reactive.RestResponse;

/** Waits for one answer, and no longer than it is told to. */
public final class Exchange {
    private Exchange() {}

    /**
     * Sends the request and waits.
     *
     * @throws NoAnswer if none came within {@code limit}, or the thread was interrupted; the request is given up then
     */
    public static Answer await(Uni<RestResponse<byte[]>> request, Duration limit) throws NoAnswer {
        var waiting = new Waiting();
        request.subscribe().withSubscriber(waiting);
        try {
            return Answer.of(waiting.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            throw new NoAnswer(!neverLeft(e), e.getCause());
        } catch (TimeoutException e) {
            throw waiting.givenUp(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw waiting.givenUp(e);
        }
    }

    private static boolean neverLeft(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof UnknownHostException
                    || cause instanceof SSLHandshakeException) return true;
        }
        return false;
    }

    /** The one who waits keeps the time: Mutiny's own limit would be a timer on a third thread, for every request. */
    private static final class Waiting extends CompletableFuture<RestResponse<byte[]>>
            implements UniSubscriber<RestResponse<byte[]>> {
        // Mutable state
        private volatile UniSubscription request;

        @Override
        public void onSubscribe(UniSubscription subscription) {
            request = subscription;
        }

        @Override
        public void onItem(RestResponse<byte[]> answer) {
            complete(answer);
        }

        @Override
        public void onFailure(Throwable failure) {
            completeExceptionally(failure);
        }

        NoAnswer givenUp(Exception why) {
            if (request != null) request.cancel();
            return new NoAnswer(true, why);
        }
    }
}
