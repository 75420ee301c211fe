package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ReadUsageBudgetTest extends ApplicationFixture {
    private static final String CORRELATION = "7cb67bb7-4750-403d-cc2e-6bc44c52d52c";

    private final String customer = TestCaller.newCustomer();

    @BeforeEach
    void a_customer_with_a_budget() {
        simulator.partnerCenter().customer(customer, "80.10");
    }

    @Test
    void returns_the_budget_digit_for_digit_with_one_request() {
        var answer =
                given().header("x-ms-correlation-id", CORRELATION).get("/usage-budget?customerTenantId=" + customer);
        var call = simulator.seen("partner-center").get(0);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.asString())
                .isEqualTo("{\"customerTenantId\":\"" + customer + "\",\"amount\":80.10,\"usageSpendingBudget\":80.10,"
                        + "\"attributes\":{\"objectType\":\"SpendingBudget\"},\"links\":{\"self\":{\"uri\":\"/v1/customers/"
                        + customer + "/usagebudget\",\"method\":\"GET\",\"headers\":[]}},\"requestId\":\""
                        + call.header("MS-RequestId") + "\",\"correlationId\":\"" + CORRELATION + "\"}");
        assertThat(answer.header("x-ms-request-id")).isEqualTo(call.header("MS-RequestId"));
        assertThat(simulator.seen("partner-center"))
                .extracting(RecordedRequest::method)
                .containsExactly("GET");
        assertThat(call.header("MS-CorrelationId")).isEqualTo(CORRELATION);
    }

    @Test
    void a_customer_without_a_budget_has_the_amount_null() {
        simulator.partnerCenter().customerWithoutBudget(customer);
        read(customer).statusCode(200).body("amount", equalTo(null)).body("usageSpendingBudget", equalTo(null));
    }

    @Test
    void the_id_may_be_in_upper_case_and_in_braces() {
        for (var id : List.of(customer.toUpperCase(Locale.ROOT), "{" + customer + "}"))
            read(id).statusCode(200).body("customerTenantId", equalTo(customer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?customerTenantId=", "?customerTenantId=1-1-1-1-1", "?customertenantid=x", "?dryRun=true"})
    void a_wrong_query_sends_nothing_to_partner_center(String query) {
        given().get("/usage-budget" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-request"))
                .body(
                        "errors[0].pointer",
                        equalTo("?"
                                + query.replaceAll("^$", "?customerTenantId")
                                        .substring(1)
                                        .replaceAll("=.*", "")));
        assertThat(simulator.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"503,0,200,2", "404,60003,404,1", "403,20002,403,1", "500,0,200,2"})
    void retryable_failures_are_retried_and_others_are_not(int status, int code, int answered, int calls) {
        simulator
                .partnerCenter()
                .script(
                        customer,
                        code == 0 ? SimulatedFault.status(status) : SimulatedFault.status(status, code, "No."));
        read(customer).statusCode(answered);
        assertThat(simulator.seen("partner-center")).hasSize(calls);
    }

    @Test
    void a_misspelled_guard_rail_does_not_prevent_reading() {
        settings.set("BUDGET_MAX_AMMOUNT", "1");
        read(customer).statusCode(200).body("amount", equalTo(80.10f));
    }

    private static ValidatableResponse read(String id) {
        return given().queryParam("customerTenantId", id).get("/usage-budget").then();
    }
}
