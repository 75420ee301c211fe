package io.github.usagebudget.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.CustomerFixture;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies have at most 1 MiB, and pages of a list 16 MiB. A longer body is unreadable. */
@QuarkusTest
class LongAnswerTest extends CustomerFixture {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void a_change_whose_answer_is_too_long_is_read_back() {
        simulator.partnerCenter().script(customer, SimulatedFault.padded(MEBIBYTE));
        update().statusCode(200).body("outcome", equalTo("updated"));
        assertThat(simulator.seen("partner-center"))
                .extracting(RecordedRequest::method)
                .containsExactly("PATCH", "GET");
    }

    @Test
    void a_change_whose_answer_has_the_longest_length_is_not_read_back() {
        simulator.partnerCenter().script(customer, SimulatedFault.padded(MEBIBYTE - 1024));
        update().statusCode(200);
        assertThat(simulator.seen("partner-center")).hasSize(1);
    }

    @Test
    void the_status_of_a_long_refusal_is_known() {
        simulator
                .partnerCenter()
                .script(
                        customer,
                        (request, truth) -> SimulatedFault.padded(MEBIBYTE)
                                .apply(
                                        request,
                                        ignored -> SimulatedFault.status(403, 20002, "No relationship")
                                                .apply(request, truth)));
        update().statusCode(403).body("code", equalTo("partner-center-forbidden"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "vault", "entra"})
    void credentials_with_too_long_a_body_are_unavailable(String service) {
        var fault = Collections.nCopies(3, SimulatedFault.padded(MEBIBYTE)).toArray(SimulatedFault[]::new);
        switch (service) {
            case "identity" -> simulator.identity().next(fault);
            case "vault" -> simulator.vault().next(fault);
            default -> simulator.entra().next(fault);
        }
        update().statusCode(503).body("code", equalTo("credentials-unavailable"));
        assertThat(simulator.seen("partner-center")).isEmpty();
    }

    /** If a list cannot be read, each customer is read separately. */
    @ParameterizedTest
    @CsvSource({"15,0", "16,1"})
    void a_page_of_a_list_can_be_longer_than_another_answer(int mebibytes, int reads) {
        settings.set("PARTNER_CENTER_GRANT", "app-and-user");
        settings.set("PARTNER_CENTER_ATTEMPTS", "1");
        simulator.partnerCenter().next(SimulatedFault.padded(mebibytes * MEBIBYTE));
        TestCaller.given()
                .contentType("application/json")
                .body("{\"budgets\":[" + TestCaller.change(customer, "\"amount\":80") + "]}")
                .post("/budget-plan")
                .then()
                .statusCode(200)
                .body("summary.unchanged", equalTo(1));
        assertThat(simulator.seen("partner-center")).hasSize(1 + reads);
    }
}
