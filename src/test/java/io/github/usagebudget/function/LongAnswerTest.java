package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Fault;
import io.github.usagebudget.simulator.Seen;
import io.github.usagebudget.simulator.Simulator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body from outside is read up to 1 MiB, a page of a list up to 16 MiB; a longer one is as good as unreadable. */
@QuarkusTest
@QuarkusTestResource(SimulatedNeighbours.class)
class LongAnswerTest {
    private static final int MEBIBYTE = 1 << 20;

    private final String customer = Caller.newCustomer();

    @RegisterExtension
    final InForce settings = new InForce();

    Simulator simulator;

    @BeforeEach
    void everything_remembered_has_expired() {
        VirtualWiring.freshStart(simulator);
        simulator.partnerCenter().forgetCustomers();
        simulator.partnerCenter().customer(customer, "80");
    }

    @Test
    void a_change_is_read_back() {
        simulator.partnerCenter().script(customer, Fault.padded(MEBIBYTE));
        Caller.asks(customer, "\"amount\":100").statusCode(200).body("outcome", equalTo("updated"));
        assertThat(simulator.seen("partner-center")).extracting(Seen::method).containsExactly("PATCH", "GET");
    }

    @Test
    void one_that_is_just_short_enough_is_not() {
        simulator.partnerCenter().script(customer, Fault.padded(MEBIBYTE - 1024));
        Caller.asks(customer, "\"amount\":100").statusCode(200);
        assertThat(simulator.seen("partner-center")).hasSize(1);
    }

    @Test
    void the_status_of_a_long_refusal_is_known() {
        simulator
                .partnerCenter()
                .script(
                        customer,
                        (request, truth) -> Fault.padded(MEBIBYTE)
                                .apply(
                                        request,
                                        ignored -> Fault.status(403, 20002, "No relationship")
                                                .apply(request, truth)));
        Caller.asks(customer, "\"amount\":100").statusCode(403).body("code", equalTo("partner-center-forbidden"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "vault", "entra"})
    void credentials_that_never_end_are_unavailable(String service) {
        var fault = Collections.nCopies(3, Fault.padded(MEBIBYTE)).toArray(Fault[]::new);
        switch (service) {
            case "identity" -> simulator.identity().next(fault);
            case "vault" -> simulator.vault().next(fault);
            default -> simulator.entra().next(fault);
        }
        Caller.asks(customer, "\"amount\":100").statusCode(503).body("code", equalTo("credentials-unavailable"));
        assertThat(simulator.seen("partner-center")).isEmpty();
    }

    /** A list that cannot be read costs a read of each customer. */
    @ParameterizedTest
    @CsvSource({"15,0", "16,1"})
    void a_page_may_be_longer(int mebibytes, int reads) {
        settings.set("PARTNER_CENTER_GRANT", "app-and-user");
        settings.set("PARTNER_CENTER_ATTEMPTS", "1");
        simulator.partnerCenter().next(Fault.padded(mebibytes * MEBIBYTE));
        Caller.given()
                .contentType("application/json")
                .body("{\"budgets\":[" + Caller.change(customer, "\"amount\":80") + "]}")
                .post("/budget-plan")
                .then()
                .statusCode(200)
                .body("summary.unchanged", equalTo(1));
        assertThat(simulator.seen("partner-center")).hasSize(1 + reads);
    }
}
