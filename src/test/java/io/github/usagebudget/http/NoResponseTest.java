package io.github.usagebudget.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.of;

import io.github.usagebudget.http.NoResponse.FailureReason;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NoResponseTest {
    private static final String FOREIGN = "what a stranger wrote";

    /** The JDK throws such an exception if no chain leads to a trusted certificate. */
    private static final class ValidatorException extends CertificateException {
        private static final long serialVersionUID = 1;

        ValidatorException(Throwable cause) {
            super(FOREIGN, cause);
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                of(new UnknownHostException(FOREIGN), false, "the host name could not be resolved"),
                of(new ConnectException(FOREIGN), false, "the connection was refused"),
                of(new ConnectTimeoutException(FOREIGN), false, "the connection timed out"),
                of(new SslHandshakeTimeoutException(FOREIGN), false, "the connection timed out"),
                of(new NoRouteToHostException(FOREIGN), false, "there is no route to the host"),
                of(
                        tls(new ValidatorException(new CertPathBuilderException(FOREIGN))),
                        false,
                        "the TLS certificate is not trusted"),
                of(
                        tls(new ValidatorException(
                                new CertPathValidatorException(FOREIGN, new CertificateExpiredException(FOREIGN)))),
                        false,
                        "the TLS certificate has expired"),
                of(tls(new CertificateNotYetValidException(FOREIGN)), false, "the TLS certificate is not valid yet"),
                of(tls(new CertificateException(FOREIGN)), false, "the TLS certificate is for another host name"),
                of(tls(new SSLException(FOREIGN)), false, "the TLS connection failed"),
                of(new SSLException(FOREIGN), true, "the TLS connection failed"),
                of(new SocketException(FOREIGN), true, "the connection was reset"),
                of(new HttpClosedException(FOREIGN), false, "the connection was closed before an answer came"),
                of(new IOException(FOREIGN), true, "the connection was closed before an answer came"),
                of(new DecoderException(FOREIGN), true, "the answer was not valid HTTP"),
                of(new TimeoutException(FOREIGN), true, "no answer came in time"),
                of(new TimeoutException(FOREIGN), false, "no connection could be made in time"),
                of(new InterruptedException(FOREIGN), true, "the wait for it was interrupted"),
                of(new IllegalArgumentException(FOREIGN), false, "the request could not be written"),
                of(new IllegalArgumentException(FOREIGN), true, "no answer came"),
                of(null, true, "no answer came"),
                of(null, false, "no connection could be made"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void gives_the_reason_without_quoting_the_exception(Throwable failure, boolean maybeArrived, String reason) {
        assertThat(FailureReason.of(failure, maybeArrived)).isEqualTo(reason);
        assertThat(new NoResponse(maybeArrived, new RuntimeException(FOREIGN, failure)).reason())
                .isEqualTo(reason);
    }

    private static SSLHandshakeException tls(Throwable cause) {
        var failure = new SSLHandshakeException(FOREIGN);
        failure.initCause(cause);
        return failure;
    }
}
