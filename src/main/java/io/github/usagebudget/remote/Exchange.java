package io.github.usagebudget.remote;

import io.smallrye.mutiny.Uni;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.jboss.resteasy.reactive.RestResponse;

/** Waits for one answer, and no longer than it is told to. */
public final class Exchange {
    private Exchange() {}

    /**
     * Sends the request and waits.
     *
     * @throws NoAnswer if none came within {@code limit}; the request is given up then
     */
    public static Answer await(Uni<RestResponse<byte[]>> request, Duration limit) throws NoAnswer {
        RestResponse<byte[]> response;
        try {
            response = request.ifNoItem().after(limit).fail().await().indefinitely();
        } catch (RuntimeException e) {
            throw new NoAnswer(!neverLeft(e), e);
        }
        return Answer.of(response);
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
}
