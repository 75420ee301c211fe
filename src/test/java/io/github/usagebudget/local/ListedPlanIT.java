package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stale or unclear usage records in the packaged deployable: they can justify the outcome "unchanged", but never a write. */
class ListedPlanIT {
    @RegisterExtension
    static final SimulatedHost host =
            SimulatedHost.with(Map.of("PARTNER_CENTER_GRANT", "app-and-user", "BUDGET_MAX_INCREASE_PERCENT", "10"));

    private static final Simulator simulator = host.simulator();

    private final String customer = UUID.randomUUID().toString();

    @BeforeEach
    void a_customer_with_53_and_a_user() {
        simulator.partnerCenter().customer(customer, "53");
    }

    @Test
    void a_stale_record_does_not_satisfy_an_expected_amount() throws Exception {
        listed("\"amount\":50");
        run("\"amount\":54,\"expectedAmount\":50")
                .body("customers[0].outcome", equalTo("failed"))
                .body("customers[0].problem.code", equalTo("budget-changed"));
        assertThat(simulator.partnerCenter().budget(customer)).contains("53");
    }

    @Test
    void a_stale_record_does_not_satisfy_a_guard_rail() throws Exception {
        listed("\"amount\":100");
        run("\"amount\":105").body("customers[0].problem.code", equalTo("amount-refused"));
        assertThat(simulator.partnerCenter().budget(customer)).contains("53");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"ammount\":53", "\"amount\":null,\"amount\":null", "\"amount\":null,\"usageSpendingBudget\":53"
            })
    void an_unclear_record_does_not_count_as_no_budget(String budget) throws Exception {
        listed(budget);
        run("\"amount\":null,\"removeBudget\":true").body("customers[0].outcome", equalTo("removed"));
        assertThat(simulator.partnerCenter().budget(customer)).isEmpty();
    }

    @Test
    void a_record_with_the_planned_amount_needs_no_read() throws Exception {
        listed("\"Amount\":53.00");
        run("\"amount\":53").body("customers[0].outcome", equalTo("unchanged"));
        assertThat(simulator.seen("partner-center")).hasSize(1);
    }

    private void listed(String budget) {
        var page = "{\"items\":[{\"resourceId\":\"" + customer + "\",\"budget\":{" + budget
                + ",\"attributes\":{\"objectType\":\"SpendingBudget\"}}}]}";
        simulator.partnerCenter().next(SimulatedFault.answering(Reply.text(200, "application/json", page)));
    }

    private ValidatableResponse run(String budget) {
        return host.request()
                .contentType("application/json")
                .body("{\"budgets\":[{\"customerTenantId\":\"" + customer + "\"," + budget + "}]}")
                .post("/api/budget-plan")
                .then()
                .statusCode(200);
    }
}
