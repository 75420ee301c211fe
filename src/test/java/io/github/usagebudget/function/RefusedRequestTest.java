package io.github.usagebudget.function;

import static io.github.usagebudget.function.Caller.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import io.github.usagebudget.simulator.Simulator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request, it is said, and nothing leaves the function. */
@QuarkusTest
@QuarkusTestResource(SimulatedNeighbours.class)
class RefusedRequestTest {
    private static final String CUSTOMER = "2b4f6d1e-8a3c-4e5f-9b7a-1c2d3e4f5a6b";

    private final LogLines log = new LogLines();
    Simulator simulator;

    @BeforeEach
    void listen() {
        VirtualWiring.freshStart(simulator);
        log.listen();
    }

    @AfterEach
    void nothing_left_and_one_line_without_a_stack_trace_was_logged() {
        log.stop();
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
        Caller.asks(CUSTOMER, members)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("malformed-request"))
                .body("retryable", equalTo(false))
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void lists_every_fault_at_once() {
        Caller.asks("{\"customerTenantId\":\"1-1-1-1-1\",\"amount\":\"5\",\"dryRun\":0,\"colour\":{\"red\":[1]}}")
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
    void refuses_what_is_no_json_object(String body) {
        Caller.asks(body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItem(""));
    }

    @Test
    void takes_an_object_behind_a_byte_order_mark_for_an_object() {
        Caller.asks("\uFEFF{}")
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/customerTenantId", "/amount")));
    }

    @Test
    void survives_ten_thousand_levels() {
        Caller.asks(CUSTOMER, "\"amount\":1,\"deep\":" + "[".repeat(10_000)).statusCode(400);
        log.stop();
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void reads_no_further_than_16_KiB() {
        Caller.asks(CUSTOMER, "\"amount\":1,\"reason\":\"" + "x".repeat(17 * 1024) + "\"")
                .statusCode(413)
                .contentType("application/problem+json")
                .body("code", equalTo("body-too-large"));
    }

    @Test
    void takes_a_body_of_16_KiB() {
        var padding = " ".repeat(16 * 1024 - 2);
        Caller.asks("{" + padding + "}").statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/jsonp", "application/json; charset=utf-16"})
    void refuses_another_media_type(String type) {
        given().header("Content-Type", type)
                .body("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/usage-budget")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported-media-type"));
    }

    @Test
    void refuses_another_method_and_names_the_right_one() {
        given().get("/usage-budget?customerTenantId=" + CUSTOMER + "&amount=1")
                .then()
                .statusCode(405)
                .header("Allow", "POST")
                .contentType("application/problem+json")
                .body("code", equalTo("method-not-allowed"));
    }

    @Test
    void refuses_an_idempotency_key_that_is_too_long() {
        given().header("Idempotency-Key", "k".repeat(129))
                .contentType("application/json")
                .body(Caller.change(CUSTOMER, "\"amount\":1"))
                .post("/usage-budget")
                .then()
                .statusCode(400)
                .body("detail", matchesPattern(".*Idempotency-Key.*"));
    }

    @Test
    void echoes_the_callers_correlation_id() {
        given().header("x-ms-client-tracking-id", "08584 run")
                .contentType("application/json")
                .body("{}")
                .post("/usage-budget")
                .then()
                .header("x-ms-correlation-id", "08584 run")
                .body("correlationId", equalTo("08584 run"));
    }
}
