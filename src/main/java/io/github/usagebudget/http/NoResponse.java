package io.github.usagebudget.http;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** No answer came. Says why, and whether the request can have arrived. */
public final class NoResponse extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean maybeArrived;

    public NoResponse(boolean maybeArrived, Throwable cause) {
        super(FailureReason.of(cause, maybeArrived), cause);
        this.maybeArrived = maybeArrived;
    }

    /** For an answer that is not the service's. */
    NoResponse(String reason) {
        super(reason);
        this.maybeArrived = true;
    }

    /** Why, in a few words; never quotes what was received. */
    public String reason() {
        return getMessage();
    }

    /** False only if not one byte of the request was written. */
    public boolean maybeArrived() {
        return maybeArrived;
    }

    /** Finds the reason from the types of exceptions only, because their messages quote what was received. */
    static final class FailureReason {
        private FailureReason() {}

        static String of(Throwable failure, boolean maybeArrived) {
            if (has(failure, UnknownHostException.class)) return "the host name could not be resolved";
            if (has(failure, ConnectTimeoutException.class) || has(failure, SslHandshakeTimeoutException.class))
                return "the connection timed out";
            if (has(failure, NoRouteToHostException.class)) return "there is no route to the host";
            if (has(failure, ConnectException.class)) return "the connection was refused";
            if (has(failure, SSLException.class)) return ofTls(failure);
            if (has(failure, SocketException.class)) return "the connection was reset";
            if (has(failure, InterruptedException.class)) return "the wait for it was interrupted";
            if (has(failure, DecoderException.class)) return "the answer was not valid HTTP";
            if (has(failure, TimeoutException.class))
                return maybeArrived ? "no answer came in time" : "no connection could be made in time";
            if (has(failure, HttpClosedException.class) || has(failure, IOException.class))
                return "the connection was closed before an answer came";
            if (has(failure, IllegalArgumentException.class) && !maybeArrived)
                return "the request could not be written";
            return maybeArrived ? "no answer came" : "no connection could be made";
        }

        /** Whether the failure happened before anything was sent. */
        static boolean isBeforeSending(Throwable failure) {
            return has(failure, ConnectException.class)
                    || has(failure, NoRouteToHostException.class)
                    || has(failure, UnknownHostException.class)
                    || has(failure, SSLHandshakeException.class);
        }

        private static String ofTls(Throwable failure) {
            if (has(failure, CertificateExpiredException.class)) return "the TLS certificate has expired";
            if (has(failure, CertificateNotYetValidException.class)) return "the TLS certificate is not valid yet";
            // the JDK's check of the host name throws this type, its check of the chain a subtype
            return Causes.first(failure, CertificateException.class)
                    .map(cause -> cause.getClass() == CertificateException.class
                            ? "the TLS certificate is for another host name"
                            : "the TLS certificate is not trusted")
                    .orElse("the TLS connection failed");
        }

        private static boolean has(Throwable failure, Class<? extends Throwable> type) {
            return Causes.first(failure, type).isPresent();
        }
    }
}
