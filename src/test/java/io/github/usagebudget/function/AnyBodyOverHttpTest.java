package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.HttpTestServer;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Thousands of random bodies sent over HTTP through Funqy to the function: no answer is an internal error, and no log line is a stack trace. */
@QuarkusTest
class AnyBodyOverHttpTest extends ApplicationFixture {
    private static final int BODIES = 4000;
    private static final List<String> PIECES = List.of(
            "{",
            "{",
            "{",
            "}",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "null",
            "true",
            "1",
            "1e999999999999",
            "NaN",
            "\u0000",
            "\uFEFF",
            " ",
            "\"customerTenantId\":\"0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01\"",
            "\"amount\":100",
            "\"amount\":",
            "\"dryRun\":true",
            "\"removeBudget\":true",
            "\"expectedAmount\":",
            "\"x\":",
            "\\ud800",
            "é");

    @Test
    void no_body_causes_an_internal_error() throws IOException, InterruptedException {
        var seed = Long.getLong("chaos.seed", 20261124L);
        var random = new Random(seed);
        var log = new CapturedLog();
        log.listen();
        var client = HttpClient.newHttpClient();
        var address = URI.create("http://127.0.0.1:" + HttpTestServer.port() + "/api/usage-budget");
        for (var i = 0; i < BODIES; i++) {
            var body = body(random);
            var request = HttpRequest.newBuilder(address)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            // a body that happens to be a change is for an unknown customer
            assertThat(response.statusCode())
                    .as("seed %d, body %s", seed, new String(body, StandardCharsets.UTF_8))
                    .isIn(400, 404);
        }
        log.stop();
        assertThat(log.lines()).noneMatch(line -> line.contains("\tat "));
        assertThat(log.lines()).hasSizeLessThanOrEqualTo(BODIES);
    }

    private static byte[] body(Random random) throws IOException {
        var body = new ByteArrayOutputStream();
        for (var pieces = random.nextInt(10); pieces >= 0; pieces--) {
            if (random.nextInt(20) == 0) body.write(random.nextInt(256));
            else body.write(PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
        }
        return body.toByteArray();
    }
}
