package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.HttpTestServer;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.HeaderConfig;
import io.restassured.config.RestAssuredConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer to an invalid request lists its faults, and the function sends nothing. */
@QuarkusTest
class RefusedRequestTest extends ApplicationFixture {
    private static final String CUSTOMER = "2b4f6d1e-8a3c-4e5f-9b7a-1c2d3e4f5a6b";

    private static final EncoderConfig AS_IT_IS =
            EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false);

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @AfterEach
    void nothing_was_sent_and_at_most_one_line_was_logged_without_a_stack_trace() {
        assertThat(simulator.seen()).isEmpty();
        assertThat(log.lines()).hasSizeLessThanOrEqualTo(1).noneMatch(line -> line.contains("\tat "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # members besides the customer              | pointer
                    "amount":"100"                              | /amount
                    "amount":1e400                              | /amount
                    "amount":NaN                                | /amount
                    "amount":-1                                 | /amount
                    "amount":1.234                              | /amount
                    "amount":1234567890123456                   | /amount
                    "amount":null                               | /amount
                    "amount":null,"removeBudget":false          | /amount
                    "amount":true                               | /amount
                    "amount":[1]                                | /amount
                    "dryRun":true                               | /amount
                    "amount":1,"removeBudget":true              | /removeBudget
                    "amount":1,"removeBudget":"true"            | /removeBudget
                    "amount":1,"expectedAmount":"1"             | /expectedAmount
                    "amount":1,"expectedAmount":-1              | /expectedAmount
                    "amount":1,"dryRun":null                    | /dryRun
                    "amount":1,"dryRun":1                       | /dryRun
                    "amount":1,"reason":7                       | /reason
                    "amount":1,"amount":2                       | /amount
                    "amount":1,"Amount":1                       | /Amount
                    "amount":1,"a/b~c":1                        | /a~1b~0c
                    """)
    void names_the_field_that_is_wrong(String members, String pointer) {
        TestCaller.asks(CUSTOMER, members)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("malformed-request"))
                .body("retryable", equalTo(false))
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void lists_every_fault_at_once() {
        TestCaller.asks("{\"customerTenantId\":\"1-1-1-1-1\",\"amount\":\"5\",\"dryRun\":0,\"colour\":{\"red\":[1]}}")
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/customerTenantId", "/amount", "/dryRun", "/colour")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"x\"",
                "100",
                "nonsense",
                "{",
                "{}}",
                "{} x",
                "\uFFFF",
                "{\u0000\u0000\u0000}"
            })
    void refuses_a_body_that_is_not_a_json_object(String body) {
        TestCaller.asks(body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItem(""));
    }

    @Test
    void accepts_an_object_after_a_byte_order_mark() {
        TestCaller.asks("\uFEFF{}")
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/customerTenantId", "/amount")));
    }

    @Test
    void refuses_a_body_with_ten_thousand_levels() throws IOException, InterruptedException {
        // not with REST Assured, which takes nine seconds to format such a body for its log
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + HttpTestServer.port() + "/api/usage-budget"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        TestCaller.change(CUSTOMER, "\"amount\":1,\"deep\":" + "[".repeat(10_000))))
                .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        assertThat(response.statusCode()).isEqualTo(400);
        log.stop();
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void refuses_a_body_of_more_than_16_KiB() {
        TestCaller.asks(CUSTOMER, "\"amount\":1,\"reason\":\"" + "x".repeat(17 * 1024) + "\"")
                .statusCode(413)
                .contentType("application/problem+json")
                .body("code", equalTo("body-too-large"));
    }

    @Test
    void accepts_a_body_of_16_KiB() {
        var padding = " ".repeat(16 * 1024 - 2);
        TestCaller.asks("{" + padding + "}").statusCode(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # header                                                  | what is named
                    Content-Type: text/plain                                  | Content-Type must be application/json
                    Content-Type: application/xml                             | Content-Type must be application/json
                    Content-Type: application/jsonp                           | Content-Type must be application/json
                    Content-Type: application/octet-stream                    | Content-Type must be application/json
                    Content-Type: multipart/form-data; boundary=x             | Content-Type must be application/json
                    Content-Type: application/json; q=1                       | Content-Type must be application/json
                    Content-Type: application/json; charset=utf-16            | The charset utf-16 is not supported: send UTF-8.
                    Content-Type: application/json;Charset = "ISO-8859-1"     | The charset ISO-8859-1 is not supported: send UTF-8.
                    Content-Type: application/json; charset=utf-8;charset=us-ascii | The charset us-ascii is not supported
                    Content-Type: text/csv; charset=windows-1252              | The charset windows-1252 is not supported
                    Content-Encoding: gzip                                    | The Content-Encoding gzip is not supported
                    Content-Encoding: identity, br                            | The Content-Encoding identity, br is not supported
                    """)
    void names_the_unsupported_type_charset_or_encoding(String header, String named) {
        var parts = header.split(": ", 2);
        given().config(RestAssuredConfig.config().encoderConfig(AS_IT_IS))
                .header("Content-Type", "application/json")
                .header(parts[0], parts[1])
                .config(RestAssuredConfig.config()
                        .encoderConfig(AS_IT_IS)
                        .headerConfig(HeaderConfig.headerConfig().overwriteHeadersWithName("Content-Type")))
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .post("/usage-budget")
                .then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body("code", equalTo("unsupported-media-type"))
                .body("detail", containsString(named));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity", ""})
    void accepts_a_body_that_is_not_encoded(String encoding) {
        given().header("Content-Encoding", encoding)
                .contentType("application/json")
                .body("{}")
                .post("/usage-budget")
                .then()
                .statusCode(400);
    }

    @Test
    void reports_that_a_body_did_not_arrive() throws Exception {
        var inChunks = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + HttpTestServer.port() + "/api/usage-budget"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(
                        TestCaller.change(CUSTOMER, "\"amount\":1").getBytes(StandardCharsets.UTF_8))))
                .build();
        var answer = HttpClient.newHttpClient().send(inChunks, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("malformed-request", "arrived without a body", "Content-Length", "chunks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"reason\":\"caf\u00e9\"}", "\u00e9", "{\n\"\u00e9\":1}"})
    void reports_that_a_body_is_not_utf_8(String body) {
        given().config(RestAssuredConfig.config().encoderConfig(AS_IT_IS))
                .header("Content-Type", "application/json")
                .body(body.getBytes(StandardCharsets.ISO_8859_1))
                .post("/usage-budget")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-request"))
                .body(
                        "detail",
                        containsString("The body was not UTF-8: the first wrong byte is in line "
                                + (body.contains("\n") ? 2 : 1)))
                .body("errors.pointer", equalTo(List.of("")));
    }

    @Test
    void refuses_another_method_and_names_the_allowed_ones() {
        given().put("/usage-budget?customerTenantId=" + CUSTOMER + "&amount=1")
                .then()
                .statusCode(405)
                .header("Allow", "POST, GET")
                .contentType("application/problem+json")
                .body("code", equalTo("method-not-allowed"));
    }

    @Test
    void refuses_an_idempotency_key_that_is_too_long() {
        given().header("Idempotency-Key", "k".repeat(129))
                .contentType("application/json")
                .body(TestCaller.change(CUSTOMER, "\"amount\":1"))
                .post("/usage-budget")
                .then()
                .statusCode(400)
                .body("detail", matchesPattern(".*Idempotency-Key.*"));
    }

    @Test
    void returns_the_callers_correlation_id() {
        given().header("x-ms-client-tracking-id", "08584 run")
                .contentType("application/json")
                .body("{}")
                .post("/usage-budget")
                .then()
                .header("x-ms-correlation-id", "08584 run")
                .body("correlationId", equalTo("08584 run"));
    }
}
