package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.github.usagebudget.simulator.Certificate;
import io.github.usagebudget.simulator.RawServer;
import io.github.usagebudget.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged deployable calls a Partner Center whose certificate it cannot trust. */
class FailedTlsIT {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant NOW = Instant.now();

    @TempDir
    static Path folder;

    private static final Simulator SIMULATOR = Simulator.started();
    private static final Certificate ISSUER = Certificate.valid(NOW.minus(DAY), NOW.plus(DAY));

    private static HostProcess host;
    private static RawServer server;
    /** The certificate of the next connection; null for a connection without TLS. */
    private static volatile Certificate certificate;

    @BeforeAll
    static void start() throws Exception {
        ISSUER.trustStore(folder.resolve("trusted.p12"));
        server = new RawServer(new SecuredSocket(), (connection, number) -> connection.send("no TLS here\r\n\r\n"));
        var settings = new LinkedHashMap<>(SIMULATOR.settings());
        settings.put("PARTNER_CENTER_BASE_URL", "https://localhost:" + server.port());
        settings.put("PARTNER_CENTER_ATTEMPTS", "1");
        host = HostProcess.started(
                HostProcess.staging(),
                settings,
                List.of(
                        "-Djavax.net.ssl.trustStore=" + folder.resolve("trusted.p12"),
                        "-Djavax.net.ssl.trustStorePassword=trusted"));
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
        server.close();
        SIMULATOR.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            expired,     the TLS certificate has expired
            early,       the TLS certificate is not valid yet
            wrong host,  the TLS certificate is for another host name
            untrusted,   the TLS certificate is not trusted
            plain,       the TLS connection failed
            """)
    void a_failed_tls_connection_is_reported_with_its_reason_and_sends_nothing(String how, String reason)
            throws Exception {
        certificate = switch (how) {
            case "expired" -> ISSUER.issue("localhost", NOW.minus(DAY), NOW.minusSeconds(60));
            case "early" -> ISSUER.issue("localhost", NOW.plusSeconds(3600), NOW.plus(DAY));
            case "wrong host" -> ISSUER.issue("another.example", NOW.minus(DAY), NOW.plus(DAY));
            case "untrusted" -> Certificate.valid(NOW.minus(DAY), NOW.plus(DAY));
            default -> null;
        };
        host.request()
                .contentType("application/json")
                .body("{\"customerTenantId\":\"" + UUID.randomUUID() + "\",\"amount\":100}")
                .post("/api/usage-budget")
                .then()
                .statusCode(502)
                .header("x-ms-request-id", nullValue())
                .body("code", equalTo("partner-center-unavailable"))
                .body("detail", containsString(reason));
        assertThat(host.prints("usage-budget-change \\{.*\"cause\":\"" + reason + "\""))
                .isTrue();
    }

    /** Uses the current certificate for each connection. */
    private static final class SecuredSocket extends ServerSocket {
        SecuredSocket() throws IOException {
            super(0, 50, InetAddress.getLoopbackAddress());
        }

        @Override
        public Socket accept() throws IOException {
            var plain = super.accept();
            var current = certificate;
            return current == null ? plain : current.secured(plain);
        }
    }
}
