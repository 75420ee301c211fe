package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With app-and-user, a run reads all budgets from the usage records instead of one by one. */
@QuarkusTest
class ListedPlanTest extends ApplicationFixture {
    private final List<String> customers = new ArrayList<>();

    @BeforeEach
    void seven_customers_and_a_user() {
        settings.set("PARTNER_CENTER_GRANT", "app-and-user");
        simulator.partnerCenter().pageSize(3);
        for (var i = 0; i < 7; i++) {
            customers.add(TestCaller.newCustomer());
            if (i == 6) simulator.partnerCenter().customerWithoutBudget(customers.get(i));
            else simulator.partnerCenter().customer(customers.get(i), "80.50");
        }
    }

    @Test
    void a_budget_that_already_has_the_planned_amount_costs_no_request() {
        run("80.5").body("summary.unchanged", equalTo(6)).body("summary.updated", equalTo(1));
        assertThat(calls())
                .containsExactly(
                        "GET usagerecords",
                        "GET usagerecords",
                        "GET usagerecords",
                        "GET usagebudget",
                        "PATCH usagebudget");
    }

    @Test
    void a_budget_that_differs_is_read_before_it_is_written() {
        run("90").body("summary.updated", equalTo(7)).body("customers[0].previousAmount", equalTo(80.50f));
        assertThat(calls()).hasSize(3 + 2 * 7);
    }

    @Test
    void a_customer_that_is_not_listed_is_read_separately() {
        simulator.partnerCenter().removeUsageRecord(customers.get(2));
        run("80.50").body("customers[2].outcome", equalTo("unchanged"));
        // and the customer without a budget, which differs from the plan
        assertThat(calls()).filteredOn("GET usagebudget"::equals).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"403,1", "html,3", "circle,2", "204,3"})
    void each_budget_is_read_separately_if_the_list_is_unavailable(String how, int pages) {
        var circle = Json.map(
                "items",
                List.of(),
                "links",
                Json.map("next", Json.map("uri", "/v1/customers/usagerecords?seekOperation=Next")));
        var fault = switch (how) {
            case "403" -> SimulatedFault.status(403, 900308, "Insufficient privileges");
            case "html" -> SimulatedFault.html(200);
            case "204" -> SimulatedFault.answering(Reply.empty(204).with("Retry-After", "1"));
            default -> SimulatedFault.answering(Reply.json(200, circle));
        };
        simulator.partnerCenter().next(Collections.nCopies(pages, fault).toArray(SimulatedFault[]::new));
        run("80.50").body("summary.unchanged", equalTo(6)).body("summary.failed", equalTo(0));
        assertThat(calls()).filteredOn("GET usagebudget"::equals).hasSize(7);
    }

    @Test
    void a_page_that_fails_is_requested_again() {
        simulator
                .partnerCenter()
                .next(SimulatedFault.none(), SimulatedFault.status(503), SimulatedFault.droppedBefore());
        run("80.50").body("summary.unchanged", equalTo(6));
        assertThat(calls()).filteredOn("GET usagerecords"::equals).hasSize(5);
    }

    private List<String> calls() {
        return simulator.seen("partner-center").stream()
                .map(call -> call.method() + " " + call.path().replaceFirst(".*/", ""))
                .toList();
    }

    private ValidatableResponse run(String amount) {
        var entries = customers.stream().map(customer -> TestCaller.change(customer, "\"amount\":" + amount));
        return given().contentType("application/json")
                .body("{\"budgets\":[" + String.join(",", entries.toList()) + "]}")
                .post("/budget-plan")
                .then()
                .statusCode(200)
                .body("summary.planned", equalTo(7));
    }
}
