package io.github.usagebudget.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.Relay;
import io.github.usagebudget.simulator.Simulator;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged deployable behind gateways that answer more than once or close their connections. */
class CrossedAnswersIT {
    private static final String INTERIM = "HTTP/1.1 102 Processing\r\n\r\n";

    private final List<Relay> relays = new ArrayList<>();
    private final Simulator simulator = Simulator.started();
    private HostProcess host;

    @AfterEach
    void stop() throws Exception {
        host.close();
        for (var relay : relays) relay.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"interim", "twice", "once and a half"})
    void every_customer_gets_its_own_budget(String how) throws Exception {
        start(
                switch (how) {
                    case "interim" -> answer -> INTERIM + answer;
                    case "twice" -> answer -> answer + answer;
                    default -> answer -> answer + answer.substring(0, answer.length() / 2);
                });
        var budgets = new LinkedHashMap<String, Integer>();
        for (var i = 0; i < 40; i++) budgets.put(UUID.randomUUID().toString(), 1_000 + i);
        budgets.keySet().forEach(customer -> simulator.partnerCenter().customer(customer, "80"));
        var threads = Executors.newFixedThreadPool(8);
        var answers = new ArrayList<Future<?>>();
        budgets.forEach((customer, amount) -> answers.add(threads.submit(() -> {
            // sends a GET and then the PATCH
            update(customer, "\"amount\":" + amount + ",\"expectedAmount\":80")
                    .statusCode(200)
                    .body("outcome", equalTo("updated"))
                    .body("amount", equalTo(amount));
        })));
        for (var answer : answers) answer.get();
        threads.shutdown();
        assertThat(simulator.seen("partner-center")).hasSize(2 * budgets.size());
        budgets.forEach((customer, amount) ->
                assertThat(simulator.partnerCenter().budget(customer)).contains("" + amount));
    }

    /** A request can be in flight when the connection closes, but its outcome is always determined. */
    @Test
    void a_connection_can_be_closed_at_any_moment() throws Exception {
        start(UnaryOperator.identity());
        var customer = UUID.randomUUID().toString();
        simulator.partnerCenter().customer(customer, "80");
        update(customer, "\"amount\":1").statusCode(200);
        var amount = 1;
        for (var round = 0; round < 3; round++) {
            for (var moment : Relay.Moment.values()) {
                simulator.forgetRequests();
                for (var relay : relays) relay.close(moment);
                amount++;
                update(customer, "\"amount\":" + amount).statusCode(200).body("outcome", equalTo("updated"));
                assertThat(simulator.partnerCenter().budget(customer)).contains("" + amount);
                assertThat(simulator.seen("partner-center").stream()
                                .map(RecordedRequest::method)
                                .collect(Collectors.joining(" ")))
                        .isIn(seen(moment));
            }
        }
    }

    /** The requests that Partner Center receives. A client can use an idle connection before it notices that it was closed. */
    private static List<String> seen(Relay.Moment moment) {
        return switch (moment) {
            case IDLE -> List.of("PATCH", "GET PATCH");
            case REQUEST_ARRIVES -> List.of("GET PATCH");
            case REQUEST_IS_FORWARDED -> List.of("PATCH GET");
        };
    }

    private void start(UnaryOperator<String> alteration) throws Exception {
        var settings = new LinkedHashMap<>(simulator.settings());
        for (var service :
                List.of("PARTNER_CENTER_BASE_URL", "ENTRA_AUTHORITY_HOST", "KEY_VAULT_URL", "IDENTITY_ENDPOINT"))
            settings.replace(service, behind(service, settings, alteration));
        host = HostProcess.started(settings);
    }

    private String behind(String service, Map<String, String> settings, UnaryOperator<String> alteration)
            throws Exception {
        var relay = new Relay(URI.create(settings.get(service)), alteration);
        relays.add(relay);
        return relay.url().toString();
    }

    private ValidatableResponse update(String customer, String members) {
        return host.request()
                .contentType("application/json")
                .body("{\"customerTenantId\":\"" + customer + "\"," + members + "}")
                .post("/api/usage-budget")
                .then();
    }
}
