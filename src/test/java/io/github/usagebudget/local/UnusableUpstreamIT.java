package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.github.usagebudget.simulator.RawServer;
import io.github.usagebudget.simulator.Simulator;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged deployable calls a server that is not Partner Center. */
class UnusableUpstreamIT {
    private final Simulator simulator = Simulator.started();
    private HostProcess host;

    @AfterEach
    void stop() {
        host.close();
        simulator.close();
    }

    @Test
    void eight_concurrent_endless_answers_need_little_memory() throws Exception {
        var endless = "10000\r\n" + "x".repeat(1 << 16) + "\r\n";
        try (var server = new RawServer((connection, number) -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) connection.send(endless);
        })) {
            start(server.url(), List.of("-Xmx256m"));
            var threads = Executors.newFixedThreadPool(8);
            var answers = new ArrayList<Future<ValidatableResponse>>();
            for (var i = 0; i < 8; i++) answers.add(threads.submit(this::update));
            for (var answer : answers) answer.get().statusCode(504).body("code", equalTo("outcome-unknown"));
            threads.shutdown();
            assertThat(host.output()).noneMatch(line -> line.contains("OutOfMemory") || line.startsWith("\tat "));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://nowhere.invalid, the host name could not be resolved
            http://127.0.0.1:9,      the connection was refused
            """)
    void a_failed_connection_is_reported_with_its_reason_and_sends_nothing(URI address, String reason)
            throws Exception {
        start(address, List.of());
        notSent(reason);
    }

    private void notSent(String reason) throws InterruptedException {
        update().statusCode(502)
                .header("x-ms-request-id", nullValue())
                .body("code", equalTo("partner-center-unavailable"))
                .body("detail", containsString(reason));
        assertThat(host.prints("usage-budget-change \\{.*\"cause\":\"" + reason + "\""))
                .isTrue();
    }

    private void start(URI partnerCenter, List<String> flags) throws Exception {
        var settings = new LinkedHashMap<>(simulator.settings());
        settings.put("PARTNER_CENTER_BASE_URL", partnerCenter.toString());
        settings.put("PARTNER_CENTER_ATTEMPTS", "1");
        host = HostProcess.started(HostProcess.staging(), settings, flags);
    }

    private ValidatableResponse update() {
        return host.request()
                .contentType("application/json")
                .body("{\"customerTenantId\":\"" + UUID.randomUUID() + "\",\"amount\":100}")
                .post("/api/usage-budget")
                .then();
    }
}
