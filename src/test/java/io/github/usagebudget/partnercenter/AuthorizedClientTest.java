package io.github.usagebudget.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.FakeAccessTokens;
import io.github.usagebudget.simulator.RawServer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real connections to a server that keeps them open. */
@QuarkusTest
class AuthorizedClientTest {
    @ParameterizedTest
    @CsvSource({"400 Bad Request,<html>,2", "400 Bad Request,'{\"code\":\"2000\"}',1", "503 Unavailable,<html>,1"})
    void only_the_connection_of_a_gateways_400_is_not_used_again(String status, String body, int connections)
            throws Exception {
        var fixture = new UpdateFixture(1);
        try (var server = new RawServer((connection, number) -> {
            while (connection.request() != null) connection.send(RawServer.answer(status, body));
        })) {
            var settings = new Settings(name -> Optional.ofNullable(
                    Map.of("PARTNER_CENTER_BASE_URL", server.url().toString()).get(name)));
            var client = new AuthorizedClient(
                    settings,
                    new FakeAccessTokens(fixture.time, Optional::empty),
                    new PartnerCenterErrors(fixture.time),
                    new PlanThrottle(fixture.time, fixture.time::nanos, fixture.time::advance));
            for (var i = 0; i < 2; i++)
                assertThat(client.get(UpdateFixture.CUSTOMER, fixture.context).status())
                        .isEqualTo(Integer.parseInt(status.substring(0, 3)));
            assertThat(server.connections()).isEqualTo(connections);
        }
    }
}
