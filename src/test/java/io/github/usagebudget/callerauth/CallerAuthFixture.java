package io.github.usagebudget.callerauth;

import static io.github.usagebudget.testing.TestCaller.given;

import io.github.usagebudget.simulator.CallerTokens;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.testing.CustomerFixture;
import io.github.usagebudget.testing.TestCaller;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;

/** The running application with CALLER_AUTH=entra, and callers with tokens of the simulated Entra. */
abstract class CallerAuthFixture extends CustomerFixture {
    @BeforeEach
    void callers_need_a_token_and_no_key_is_cached() {
        settings.set("CALLER_AUTH", "entra");
        // a new audience discards the keys that earlier tests cached
        settings.set("CALLER_AUDIENCE", CallerTokens.AUDIENCE + "," + customer);
    }

    final CallerTokens callers() {
        return simulator.entra().callers();
    }

    /** The number of requests for Entra's signing keys. */
    final long keyRequests() {
        return simulator.seen("entra").stream()
                .map(RecordedRequest::method)
                .filter("GET"::equals)
                .count();
    }

    final ValidatableResponse updateWith(String token) {
        return update(bearer(token));
    }

    final ValidatableResponse update(RequestSpecification request) {
        return request.contentType("application/json")
                .body(TestCaller.change(customer, "\"amount\":100"))
                .post("/usage-budget")
                .then();
    }

    static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }
}
