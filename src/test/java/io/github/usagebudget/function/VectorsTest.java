package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.CustomerFixture;
import io.github.usagebudget.testing.TestCaller;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorded exchanges in both directions: the function sends the requests and reads the answers, and the simulator gives them. */
@QuarkusTest
class VectorsTest extends CustomerFixture {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # vector    | asked                                  | answered
                    set         | "amount":100                           | 200
                    remove      | "amount":null,"removeBudget":true      | 200
                    read        | "amount":80,"expectedAmount":80        | 200
                    no-customer | "amount":100                           | 404
                    """)
    void the_function_sends_the_exact_request_and_reads_the_answer(String name, String members, int status) {
        var vector = Vector.of(name, customer);
        simulator.partnerCenter().script(customer, SimulatedFault.answering(vector.reply()));
        TestCaller.asks(customer, members).statusCode(status);

        var sent = simulator.seen("partner-center").get(0);
        assertThat(sent.method() + " " + sent.path()).isEqualTo(vector.requestLine());
        assertThat(sent.body()).isEqualTo(vector.requestBody());
        vector.requestHeaders().forEach((header, value) -> {
            if (value.startsWith("{"))
                assertThat(UUID.fromString(sent.header(header))).as(header).isNotNull();
            else if (value.contains("{"))
                assertThat(sent.header(header)).as(header).startsWith("Bearer ey");
            else assertThat(sent.header(header)).as(header).isEqualTo(value);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"set", "remove", "read", "no-customer"})
    void the_simulator_gives_the_exact_answer(String name) throws IOException, InterruptedException {
        var who = name.equals("no-customer") ? TestCaller.newCustomer() : customer;
        answers(Vector.of(name, who));
    }

    @ParameterizedTest
    @ValueSource(strings = "throttled")
    void the_simulator_throttles_like_the_gateway(String name) throws IOException, InterruptedException {
        answers(Vector.of(name, "00000000-0000-0000-0000-000000000429"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"set", "remove", "read", "no-customer", "throttled"})
    void each_exchange_has_its_source_and_date(String name) {
        assertThat(Vector.of(name, customer).notes())
                .containsPattern("# what: \\w")
                .containsPattern("# source: \\w")
                .containsPattern("# date: 20\\d\\d-\\d\\d-\\d\\d");
    }

    private void answers(Vector vector) throws IOException, InterruptedException {
        var parts = vector.requestLine().split(" ");
        var request = HttpRequest.newBuilder(URI.create(simulator.settings().get("PARTNER_CENTER_BASE_URL") + parts[1]))
                .method(parts[0], HttpRequest.BodyPublishers.ofString(vector.requestBody()));
        var token = token();
        vector.requestHeaders()
                .forEach((name, value) -> request.header(
                        name,
                        value.replace("{token}", token).replaceAll("\\{.*}", "312b044d-dc41-4b37-c2d5-7d27322d9654")));
        var response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(vector.status());
        assertThat(Json.object(response.body())).isEqualTo(Json.object(vector.responseBody()));
        vector.responseHeaders()
                .forEach((name, value) ->
                        assertThat(response.headers().firstValue(name)).contains(value));
    }

    /** The token that the function got from the simulated Entra. */
    private String token() {
        var other = TestCaller.newCustomer();
        simulator.partnerCenter().customer(other, "1");
        TestCaller.asks(other, "\"amount\":2").statusCode(200).body("outcome", equalTo("updated"));
        return simulator.seen("partner-center").stream()
                .map(RecordedRequest::headers)
                .map(headers -> headers.get("authorization").substring("Bearer ".length()))
                .findFirst()
                .orElseThrow();
    }
}
