package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.testing.CustomerFixture;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UsageBudgetFunctionTest extends CustomerFixture {
    @ParameterizedTest
    @CsvSource(textBlock = """
                    # as written,        as sent
                    100,                 100
                    100.10,              100.10
                    0,                   0
                    123456789012345.67,  123456789012345.67
                    1e2,                 100
                    0.5,                 0.5
                    """)
    void sends_an_amount_digit_for_digit(String written, String sent) {
        TestCaller.asks(customer, "\"amount\":" + written)
                .statusCode(200)
                .contentType("application/json")
                .body(containsString("\"outcome\":\"updated\",\"amount\":" + sent + ","));
        assertThat(onlyCall().body())
                .isEqualTo("{\"Amount\":" + sent + ",\"Attributes\":{\"ObjectType\":\"SpendingBudget\"}}");
        assertThat(simulator.partnerCenter().budget(customer)).contains(sent);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
                    00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                    00-00000000000000000000000000000000-00f067aa0ba902b7-01, none
                    nonsense,                                                none
                    """)
    void a_trace_continues_to_partner_center(String received, String sent) {
        given().header("traceparent", received)
                .contentType("application/json")
                .body(TestCaller.change(customer, "\"amount\":100"))
                .post("/usage-budget")
                .then()
                .statusCode(200);
        assertThat(simulator.seen("partner-center").get(0).header("traceparent"))
                .isEqualTo(sent);
    }

    @Test
    void removes_a_budget_with_an_explicit_null() {
        TestCaller.asks(customer, "\"amount\":null,\"removeBudget\":true")
                .statusCode(200)
                .body(containsString("\"outcome\":\"removed\",\"amount\":null,\"usageSpendingBudget\":null,"));
        assertThat(onlyCall().body()).isEqualTo("{\"Amount\":null,\"Attributes\":{\"ObjectType\":\"SpendingBudget\"}}");
        assertThat(simulator.partnerCenter().budget(customer)).isEmpty();
    }

    @Test
    void sends_the_headers_that_partner_center_requires() {
        given().header("x-ms-correlation-id", "7cb67bb7-4750-403d-cc2e-6bc44c52d52c")
                .contentType("application/json; charset=UTF-8")
                .body(TestCaller.change(customer, "\"amount\":1"))
                .post("/usage-budget")
                .then()
                .statusCode(200)
                .header("x-ms-correlation-id", "7cb67bb7-4750-403d-cc2e-6bc44c52d52c")
                .header("x-ms-request-id", equalTo(onlyCall().header("MS-RequestId")))
                .body("requestId", equalTo(onlyCall().header("MS-RequestId")))
                .body("correlationId", equalTo("7cb67bb7-4750-403d-cc2e-6bc44c52d52c"));

        var call = onlyCall();
        assertThat(call.method() + " " + call.path()).isEqualTo("PATCH /v1/customers/" + customer + "/usagebudget");
        assertThat(call.header("MS-CorrelationId")).isEqualTo("7cb67bb7-4750-403d-cc2e-6bc44c52d52c");
        assertThat(call.header("MS-Contract-Version")).isEqualTo("v1");
        assertThat(call.header("X-Locale")).isEqualTo("en-US");
        assertThat(call.header("MS-PartnerCenter-Application")).isEqualTo("usage-budget-function");
        assertThat(call.header("Accept")).isEqualTo("application/json");
        assertThat(call.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void returns_the_budget_that_partner_center_answered() {
        update().statusCode(200)
                .body("customerTenantId", equalTo(customer))
                .body("usageSpendingBudget", equalTo(100))
                .body("attributes.objectType", equalTo("SpendingBudget"))
                .body("links.self.method", equalTo("PATCH"))
                .body("$", not(org.hamcrest.Matchers.hasKey("previousAmount")));
    }

    @Test
    void a_second_update_costs_one_request_to_partner_center_and_no_other() {
        update().statusCode(200);
        simulator.forgetRequests();
        TestCaller.asks(customer, "\"amount\":101").statusCode(200);
        assertThat(simulator.seen()).extracting(RecordedRequest::service).containsExactly("partner-center");
    }

    @Test
    void changes_a_budget_only_if_it_has_the_expected_amount() {
        TestCaller.asks(customer, "\"amount\":100,\"expectedAmount\":80.00")
                .statusCode(200)
                .body(containsString("\"previousAmount\":80,"));
        TestCaller.asks(customer, "\"amount\":120,\"expectedAmount\":80")
                .statusCode(409)
                .body("code", equalTo("budget-changed"))
                .body("detail", containsString("is now 100, but expectedAmount is 80"));
        assertThat(simulator.partnerCenter().budget(customer)).contains("100");
    }

    @Test
    void expecting_no_budget_is_not_the_same_as_expecting_nothing() {
        TestCaller.asks(customer, "\"amount\":100,\"expectedAmount\":null")
                .statusCode(409)
                .body("detail", containsString("is now 80, but expectedAmount is none"));
        simulator.partnerCenter().customerWithoutBudget(customer);
        TestCaller.asks(customer, "\"amount\":100,\"expectedAmount\":null")
                .statusCode(200)
                .body(containsString("\"previousAmount\":null,"));
    }

    @Test
    void writes_nothing_if_the_budget_already_has_the_requested_amount() {
        TestCaller.asks(customer, "\"amount\":80.0,\"expectedAmount\":80")
                .statusCode(200)
                .body("outcome", equalTo("unchanged"))
                .body("requestId", equalTo(onlyCall().header("MS-RequestId")));
        assertThat(onlyCall().method()).isEqualTo("GET");
    }

    @Test
    void a_dry_run_reads_and_compares_and_writes_nothing() {
        TestCaller.asks(customer, "\"amount\":100,\"dryRun\":true")
                .statusCode(200)
                .body(containsString("\"outcome\":\"planned\",\"amount\":100,\"previousAmount\":80,"));
        assertThat(onlyCall().method()).isEqualTo("GET");
        assertThat(simulator.partnerCenter().budget(customer)).contains("80");
    }

    @Test
    void the_reason_is_not_sent_to_partner_center() {
        TestCaller.asks(customer, "\"amount\":100,\"reason\":\"ticket 4711\"").statusCode(200);
        assertThat(simulator.seen()).noneMatch(call -> call.toString().contains("4711"));
    }

    @Test
    void the_same_idempotency_key_has_the_same_request_id_at_partner_center() {
        for (var amount : List.of("100", "100.0", "101")) {
            given().header("Idempotency-Key", "run-7")
                    .contentType("application/json")
                    .body(TestCaller.change(customer, "\"amount\":" + amount))
                    .post("/usage-budget")
                    .then()
                    .statusCode(200);
        }
        var ids = simulator.seen("partner-center").stream()
                .map(call -> call.header("MS-RequestId"))
                .toList();
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
    }

    private RecordedRequest onlyCall() {
        var calls = simulator.seen("partner-center");
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }
}
