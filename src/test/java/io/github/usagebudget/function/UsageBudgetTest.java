package io.github.usagebudget.function;

import static io.restassured.RestAssured.given;

import io.github.usagebudget.simulator.Simulator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SimulatedNeighbours.class)
class UsageBudgetTest {
    static final String CUSTOMER = "0c1e9a2b-6f33-4a0e-9d51-3f6a1f0e7d01";
    Simulator simulator;

    @Test
    void sets_a_budget() {
        simulator.partnerCenter().customer(CUSTOMER, "80");
        given().contentType("application/json")
                .body("{\"customerTenantId\":\"" + CUSTOMER + "\",\"amount\":100.10}")
                .post("/usage-budget")
                .then()
                .log()
                .all()
                .statusCode(200);
        simulator.seen().forEach(System.out::println);
        given().contentType("application/json")
                .body("{\"customerTenantId\":\"" + CUSTOMER
                        + "\",\"amount\":null,\"removeBudget\":true,\"expectedAmount\":100.1000}")
                .post("/usage-budget")
                .then()
                .log()
                .all()
                .statusCode(200);
        given().contentType("application/json")
                .body("{\"customerTenantId\":\"" + CUSTOMER + "\",\"amount\":NaN}")
                .post("/usage-budget")
                .then()
                .log()
                .all()
                .statusCode(400);
        given().contentType("application/json")
                .body("{\"customerTenantId\":12,\"x\":{\"a\":1},\"amount\":\"100\", \"dryRun\":null}")
                .post("/usage-budget")
                .then()
                .log()
                .all()
                .statusCode(400);
        given().contentType("application/json")
                .body("")
                .post("/usage-budget")
                .then()
                .log()
                .all()
                .statusCode(400);
        given().contentType("application/json")
                .body("x".repeat(17000))
                .post("/usage-budget")
                .then()
                .log()
                .all()
                .statusCode(413);
    }
}
