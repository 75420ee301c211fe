package io.github.usagebudget.function;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.util.UUID;

/** How a caller asks. */
final class Caller {
    private Caller() {}

    static String newCustomer() {
        return UUID.randomUUID().toString();
    }

    /** A change with these further members: {@code "amount":100}. */
    static String change(String customer, String members) {
        return "{\"customerTenantId\":\"" + customer + "\"," + members + "}";
    }

    static ValidatableResponse asks(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/usage-budget")
                .then();
    }

    static ValidatableResponse asks(String customer, String members) {
        return asks(change(customer, members));
    }
}
