package io.github.usagebudget.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.Simulator;
import io.restassured.http.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of the packaged deployable: each needs the function key, and there are no others. */
class DeployableRoutesIT {
    @RegisterExtension
    static final SimulatedHost host = SimulatedHost.with(Map.of());

    private static final Simulator simulator = host.simulator();
    private final String customer = UUID.randomUUID().toString();

    @BeforeEach
    void a_customer_with_a_budget_of_80() {
        simulator.partnerCenter().customer(customer, "80");
    }

    @ParameterizedTest
    @CsvSource({"POST,''", "POST,wrong", "GET,''", "GET,wrong", "PUT,local", "DELETE,local", "PATCH,local"})
    void a_request_without_the_key_or_with_another_method_is_rejected(String method, String key) {
        var status = given().header("x-functions-key", key)
                .contentType("application/json")
                .body(body("\"amount\":1"))
                .request(Method.valueOf(method), host.url().resolve("/api/usage-budget"))
                .statusCode();
        assertThat(status).isEqualTo(key.equals("local") ? 404 : 401);
        assertThat(simulator.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/",
                "/api/usage-budget/x",
                "/api/usage-budget;x=y",
                "/api//usage-budget",
                "/usage-budget",
                "/q/health",
                "/q/metrics",
                "/api/%2e/usage-budget",
                "/api/usage-budget%2f"
            })
    void no_other_route_exists(String path) throws Exception {
        // REST Assured would normalize the path
        var request = HttpRequest.newBuilder(URI.create(host.url() + path))
                .header("x-functions-key", "local")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body("\"amount\":1")))
                .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("io.github.usagebudget.local.Spellings#all")
    void every_spelling_of_a_path_needs_the_key(String path) throws Exception {
        for (var method : List.of("POST", "GET"))
            for (var key : List.of("", "x-functions-key: wrong\r\n", "Authorization: Bearer local\r\n"))
                assertThat(Spellings.status(host.url(), method, path, key, body("\"amount\":1")))
                        .isIn(400, 401, 404, 405);
        assertThat(simulator.seen()).isEmpty();
        assertThat(simulator.partnerCenter().budget(customer)).contains("80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/API/Usage-Budget", "/api/usage-budget/"})
    void another_letter_case_or_a_trailing_slash_reaches_the_same_function(String path) {
        given().header("x-functions-key", "local")
                .contentType("application/json")
                .body(body("\"amount\":7"))
                .post(host.url() + path)
                .then()
                .statusCode(200);
    }

    private String body(String members) {
        return "{\"customerTenantId\":\"" + customer + "\"," + members + "}";
    }
}
