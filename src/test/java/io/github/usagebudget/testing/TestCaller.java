package io.github.usagebudget.testing;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Requests of a caller. */
public final class TestCaller {
    private TestCaller() {}

    public static String newCustomer() {
        return UUID.randomUUID().toString();
    }

    /** The body of an update with these members besides the customer, such as {@code "amount":100}. */
    public static String change(String customer, String members) {
        return "{\"customerTenantId\":\"" + customer + "\"," + members + "}";
    }

    /** A request to the functions of the application under test. */
    public static RequestSpecification given() {
        return RestAssured.given()
                .baseUri("http://127.0.0.1")
                .port(HttpTestServer.port())
                .basePath("/api");
    }

    public static ValidatableResponse asks(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/usage-budget")
                .then();
    }

    public static ValidatableResponse asks(String customer, String members) {
        return asks(change(customer, members));
    }

    /** Sends the bytes of a body with exactly this content type. */
    public static Response post(RequestSpecification request, String path, String type, String body) {
        var asItIs = EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false);
        return request.config(RestAssuredConfig.config().encoderConfig(asItIs))
                .header("Content-Type", type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path);
    }
}
