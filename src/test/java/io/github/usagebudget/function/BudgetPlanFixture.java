package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.TestCaller;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/** The running application, some customers with budgets, and plans for them over HTTP. */
abstract class BudgetPlanFixture extends ApplicationFixture {
    final List<String> customers = new ArrayList<>();
    private final String[] before;

    /** @param before a budget for each customer; null for none */
    BudgetPlanFixture(String... before) {
        this.before = before;
    }

    @BeforeEach
    void each_customer_has_its_budget() {
        for (var budget : before) {
            var customer = TestCaller.newCustomer();
            customers.add(customer);
            if (budget == null) simulator.partnerCenter().customerWithoutBudget(customer);
            else simulator.partnerCenter().customer(customer, budget);
        }
    }

    /** A plan with one amount for each customer; null removes the budget. */
    final String plan(String... amounts) {
        var entries = new ArrayList<String>();
        for (var i = 0; i < amounts.length; i++)
            entries.add(entry(
                    i, amounts[i] == null ? "\"amount\":null,\"removeBudget\":true" : "\"amount\":" + amounts[i]));
        return "{\"currency\":\"EUR\",\"budgets\":[" + String.join(",", entries) + "]}";
    }

    final String entry(int customer, String members) {
        return TestCaller.change(customers.get(customer), members);
    }

    final List<String> budgets() {
        return customers.stream()
                .map(customer -> simulator.partnerCenter().budget(customer).orElse("none"))
                .collect(Collectors.toList());
    }

    /** Runs the plan and checks that the counts add up. */
    final ValidatableResponse run(String plan, String query) {
        var report = ask("application/json", plan, query).statusCode(200).contentType("application/json");
        var summary = report.extract().jsonPath().<String, Integer>getMap("summary");
        var sum = summary.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(sum).isEqualTo(2 * summary.get("planned"));
        return report;
    }

    static ValidatableResponse ask(String type, String body, String query) {
        return TestCaller.post(given(), "/budget-plan" + query, type, body).then();
    }
}
