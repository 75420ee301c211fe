package io.github.usagebudget.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.CustomerFixture;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway closes a connection with a 400 instead of the answer of a service that issues credentials. */
@QuarkusTest
class GatewayRefusalTest extends CustomerFixture {
    private static final SimulatedFault GATEWAYS =
            SimulatedFault.answering(Reply.text(400, "text/html", "<html><h1>400 Bad Request</h1></html>")
                    .with("Connection", "close"));

    @ParameterizedTest
    @ValueSource(strings = {"identity", "vault", "entra"})
    void is_retried(String service) {
        meets(service, GATEWAYS, GATEWAYS);
        update().statusCode(200);
        assertThat(simulator.seen(service)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "vault", "entra"})
    void does_not_count_as_a_refusal_of_the_credentials(String service) {
        meets(service, GATEWAYS, GATEWAYS, GATEWAYS);
        update().statusCode(503)
                .header("Retry-After", "30")
                .body("code", equalTo("credentials-unavailable"))
                .body("detail", containsString("a gateway on the way answered 400"));
        assertThat(simulator.seen(service)).hasSize(3);
        assertThat(simulator.seen("partner-center")).isEmpty();
    }

    private void meets(String service, SimulatedFault... faults) {
        switch (service) {
            case "identity" -> simulator.identity().next(faults);
            case "vault" -> simulator.vault().next(faults);
            default -> simulator.entra().next(faults);
        }
    }
}
