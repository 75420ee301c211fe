package io.github.usagebudget.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.simulator.Simulator;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The unchanged deployable in the production profile, as Azure runs it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeployableIT {
    private static final List<String> ANSWERS = new ArrayList<>();
    private static Simulator simulator;
    private static HostProcess host;
    private final String customer = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        simulator = Simulator.started();
        host = HostProcess.started(simulator.settings());
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
        simulator.close();
    }

    @BeforeEach
    void a_customer_with_a_budget_of_80() {
        simulator.partnerCenter().customer(customer, "80");
    }

    @Test
    @Order(1)
    void makes_no_request_before_the_first_call() {
        assertThat(simulator.seen()).isEmpty();
    }

    @Test
    @Order(2)
    void the_first_update_calls_each_service_once_and_the_second_only_partner_center() {
        assertThat(update("\"amount\":100.10").statusCode()).isEqualTo(200);
        assertThat(simulator.seen())
                .extracting(RecordedRequest::service)
                .containsExactly("identity", "vault", "entra", "partner-center");
        simulator.forgetRequests();
        assertThat(update("\"amount\":101").statusCode()).isEqualTo(200);
        assertThat(simulator.seen()).extracting(RecordedRequest::service).containsExactly("partner-center");
    }

    @Test
    @Order(3)
    void an_amount_keeps_every_digit_in_request_and_answer() {
        update("\"amount\":123456789012345.67")
                .then()
                .statusCode(200)
                .header("content-type", "application/json")
                .body(containsString("\"amount\":123456789012345.67,"));
        assertThat(simulator.partnerCenter().budget(customer)).contains("123456789012345.67");
    }

    @ParameterizedTest
    @Order(3)
    @CsvSource(delimiter = '|', textBlock = """
                    # members                     | status | code
                    "amount":"100"                | 400    | malformed-request
                    "amount":NaN                  | 400    | malformed-request
                    "amount":null                 | 400    | malformed-request
                    "amount":100,"expectedAmount":1 | 409  | budget-changed
                    """)
    void a_rejected_update_is_answered_with_its_status_and_code(String members, int status, String code) {
        update(members)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .header("x-ms-correlation-id", org.hamcrest.Matchers.notNullValue())
                .body("code", equalTo(code));
    }

    @ParameterizedTest
    @Order(3)
    @CsvSource({"400,422", "401,502", "403,403", "404,404", "409,409", "429,429", "501,502"})
    void each_status_of_partner_center_is_answered_with_its_own_status(int partnerCenterStatus, int status) {
        var faults = new SimulatedFault[] {
            SimulatedFault.status(partnerCenterStatus, 1, "scripted").with("Retry-After", "9999"),
            SimulatedFault.status(partnerCenterStatus, 1, "scripted").with("Retry-After", "9999")
        };
        simulator.partnerCenter().script(customer, faults);
        update("\"amount\":100").then().statusCode(status).contentType("application/problem+json");
    }

    @Test
    @Order(3)
    void an_empty_body_and_a_large_body_are_rejected() {
        assertThat(post("").statusCode()).isEqualTo(400);
        assertThat(post("{\"reason\":\"" + "x".repeat(17 * 1024) + "\"}").statusCode())
                .isEqualTo(413);
        assertThat(post("{\"a\":" + "[".repeat(10_000)).statusCode()).isEqualTo(400);
    }

    @Test
    @Order(3)
    void the_hosts_span_is_between_the_callers_trace_and_partner_center() throws Exception {
        simulator.forgetRequests();
        given().header("x-functions-key", LocalHost.KEY)
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .header("x-function-traceparent", "00-11111111111111111111111111111111-00f067aa0ba902b7-01")
                .contentType("application/json")
                .body("{\"customerTenantId\":\"" + customer + "\",\"amount\":7}")
                .post(host.url() + "/api/usage-budget")
                .then()
                .statusCode(200)
                .header("x-ms-correlation-id", equalTo("4bf92f3577b34da6a3ce929d0e0e4736"));
        var sent = simulator.seen("partner-center").get(0);
        assertThat(sent.header("traceparent"))
                .matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01")
                .doesNotContain("00f067aa0ba902b7");
        assertThat(sent.header("MS-CorrelationId")).isEqualTo("4bf92f35-77b3-4da6-a3ce-929d0e0e4736");
    }

    @Test
    @Order(3)
    void a_lost_answer_is_read_back() {
        simulator.partnerCenter().script(customer, SimulatedFault.droppedAfter());
        update("\"amount\":100").then().statusCode(200).body("outcome", equalTo("updated"));
    }

    @Test
    @Order(4)
    void an_unreachable_partner_center_is_reported_as_unavailable() throws Exception {
        var settings = new java.util.LinkedHashMap<>(simulator.settings());
        settings.put("PARTNER_CENTER_BASE_URL", "http://127.0.0.1:9");
        settings.put("PARTNER_CENTER_ATTEMPTS", "1");
        try (var another = HostProcess.started(settings)) {
            post(another.url().toString(), body("\"amount\":1"))
                    .then()
                    .statusCode(502)
                    .header("x-ms-request-id", org.hamcrest.Matchers.nullValue())
                    .body("code", equalTo("partner-center-unavailable"));
            assertThat(another.prints("usage-budget-change")).isTrue();
        }
    }

    @Test
    @Order(4)
    void without_settings_it_starts_and_an_update_names_the_missing_setting() throws Exception {
        try (var bare = HostProcess.started(java.util.Map.of())) {
            post(bare.url().toString(), body("\"amount\":1"))
                    .then()
                    .statusCode(500)
                    .body("code", equalTo("misconfigured"))
                    .body("detail", containsString("PARTNER_CENTER_TENANT_ID"));
        }
    }

    @Test
    @Order(8)
    void a_change_is_logged_with_the_hosts_invocation_id() throws Exception {
        update("\"amount\":100,\"reason\":\"recorded\"");
        assertThat(host.prints("usage-budget-change \\{.*\"invocationId\":\"[0-9a-f-]{36}\".*\"reason\":\"recorded\""))
                .isTrue();
    }

    @Test
    @Order(9)
    void no_answer_and_no_log_line_has_a_secret_or_a_stack_trace() {
        var output = String.join("\n", ANSWERS) + "\n" + String.join("\n", host.output());
        assertThat(output).doesNotContain(simulator.secret(), "identity-token-", "identity-header-");
        assertThat(output).doesNotContainPattern(Pattern.compile("eyJ[\\w-]{10}|Bearer |\\n\\s+at [\\w.]+\\("));
    }

    private Response update(String members) {
        return post(body(members));
    }

    private String body(String members) {
        return "{\"customerTenantId\":\"" + customer + "\"," + members + "}";
    }

    private static Response post(String body) {
        return post(host.url().toString(), body);
    }

    private static Response post(String host, String body) {
        var response = given().header("x-functions-key", "local")
                .contentType("application/json")
                .body(body)
                .post(host + "/api/usage-budget");
        ANSWERS.add(response.headers() + response.asString());
        return response;
    }
}
