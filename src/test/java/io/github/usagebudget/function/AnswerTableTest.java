package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Reply;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.CustomerFixture;
import io.github.usagebudget.testing.TestCaller;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answer to the caller and the number of requests sent, for each answer of Partner Center. */
@QuarkusTest
class AnswerTableTest extends CustomerFixture {
    @ParameterizedTest
    @CsvSource(textBlock = """
                    # Partner Center, its code, we answer, our code,                retryable, PATCHes, GETs
                    301,              0,        502,       partner-center-unavailable, false,  1,       0
                    400,              2000,     422,       amount-refused,             false,  1,       0
                    400,              2055,     409,       budget-changed,             false,  1,       0
                    400,              900118,   422,       amount-refused,             false,  1,       0
                    400,              900127,   422,       amount-refused,             false,  1,       0
                    401,              900420,   502,       credentials-refused,        false,  1,       0
                    401,              900421,   502,       credentials-refused,        false,  1,       0
                    401,              800001,   502,       credentials-refused,        false,  2,       0
                    403,              20002,    403,       partner-center-forbidden,   false,  1,       0
                    403,              900329,   403,       partner-center-forbidden,   false,  1,       0
                    404,              60003,    404,       customer-unknown,           false,  1,       0
                    405,              0,        502,       partner-center-unavailable, false,  1,       0
                    406,              0,        502,       partner-center-unavailable, false,  1,       0
                    408,              0,        502,       partner-center-unavailable, true,   3,       0
                    409,              900278,   409,       budget-changed,             false,  1,       0
                    412,              0,        409,       budget-changed,             false,  1,       0
                    417,              800036,   502,       partner-center-unavailable, false,  1,       0
                    429,              0,        429,       throttled,                  true,   3,       0
                    500,              800003,   502,       partner-center-unavailable, true,   3,       1
                    501,              0,        502,       partner-center-unavailable, false,  1,       0
                    502,              0,        502,       partner-center-unavailable, true,   3,       1
                    503,              0,        502,       partner-center-unavailable, true,   3,       0
                    504,              0,        502,       partner-center-unavailable, true,   3,       1
                    """)
    void maps_each_refusal_to_an_answer_and_a_number_of_requests(
            int theirs, int theirCode, int ours, String code, boolean retryable, int patches, int gets) {
        answerPatchesWith(SimulatedFault.status(theirs, theirCode, "As scripted."));
        update().statusCode(ours)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(ours))
                .body("retryable", equalTo(retryable))
                .header(
                        "x-ms-request-id",
                        equalTo(simulator.seen("partner-center").get(0).header("MS-RequestId")))
                .body(
                        "requestId",
                        equalTo(simulator.seen("partner-center").get(0).header("MS-RequestId")))
                .body("partnerCenter.status", equalTo(theirs))
                .body("partnerCenter.code", equalTo("" + theirCode))
                .body("partnerCenter.description", equalTo("As scripted."));
        assertThat(sent("PATCH")).isEqualTo(patches);
        assertThat(sent("GET")).isEqualTo(gets);
        assertThat(simulator.seen("partner-center").stream()
                        .filter(call -> call.method().equals("PATCH"))
                        .map(call -> call.header("MS-RequestId") + call.header("MS-CorrelationId"))
                        .distinct())
                .as("one request id and one correlation id over all attempts")
                .hasSize(1);
    }

    @Test
    void waits_out_a_throttle_that_fits_the_deadline() {
        simulator.partnerCenter().script(customer, SimulatedFault.throttled(57));
        var before = VirtualBeans.TIME.instant();
        update().statusCode(200);
        assertThat(Duration.between(before, VirtualBeans.TIME.instant())).isEqualTo(Duration.ofSeconds(57));
    }

    @Test
    void passes_on_a_throttle_that_does_not_fit_the_deadline() {
        simulator.partnerCenter().script(customer, SimulatedFault.throttled(9999));
        update().statusCode(429).header("Retry-After", "9999").body("code", equalTo("throttled"));
        assertThat(sent("PATCH")).isEqualTo(1);
    }

    @Test
    void reports_success_if_the_answer_was_lost_but_the_change_was_made() {
        simulator.partnerCenter().script(customer, SimulatedFault.droppedAfter());
        update().statusCode(200).body("outcome", equalTo("updated"));
        assertThat(sent("PATCH")).isEqualTo(1);
    }

    @Test
    void repeats_a_change_whose_request_was_lost() {
        simulator.partnerCenter().script(customer, SimulatedFault.droppedBefore());
        update().statusCode(200).body("outcome", equalTo("updated"));
        assertThat(sent("PATCH")).isEqualTo(2);
        assertThat(simulator.partnerCenter().budget(customer)).contains("100");
    }

    @Test
    void reports_an_unknown_outcome() {
        simulator
                .partnerCenter()
                .script(
                        customer,
                        SimulatedFault.droppedAfter(),
                        SimulatedFault.status(503),
                        SimulatedFault.status(503),
                        SimulatedFault.status(503));
        update().statusCode(504).body("code", equalTo("outcome-unknown")).body("retryable", equalTo(true));
    }

    @Test
    void never_accepts_the_vendors_own_example_as_a_success() throws IOException {
        // the response example on the vendor's page, which is not valid JSON
        var body = Files.readString(Path.of("src/test/resources/vectors/vendor-response-example.txt"));
        answerPatchesWith(SimulatedFault.answering(Reply.text(200, "application/json", body)));
        update().statusCode(502)
                .body("code", equalTo("partner-center-unavailable"))
                .body("partnerCenter.status", equalTo(200));
        assertThat(simulator.partnerCenter().budget(customer)).contains("80");
    }

    @Test
    void trusts_a_read_back_if_a_success_names_another_amount() {
        simulator.partnerCenter().script(customer, (request, truth) -> {
            truth.apply(request);
            return Reply.text(200, "application/json", "{\"amount\":99}");
        });
        update().statusCode(200).body("outcome", equalTo("updated"));
        assertThat(sent("GET")).isEqualTo(1);
    }

    @Test
    void reads_an_answer_behind_a_byte_order_mark() {
        simulator.partnerCenter().script(customer, SimulatedFault.byteOrderMark());
        update().statusCode(200);
        assertThat(sent("GET")).isZero();
    }

    @Test
    void html_from_a_gateway_is_a_retryable_failure() {
        answerPatchesWith(SimulatedFault.html(502));
        update().statusCode(502).body("partnerCenter.status", equalTo(502));
    }

    @Test
    void a_fault_that_partner_center_calls_final_is_not_retried() {
        answerPatchesWith(
                SimulatedFault.answering(Reply.text(503, "application/json", "{\"code\":1,\"isRetryable\":false}")));
        update().statusCode(502).body("retryable", equalTo(false));
        assertThat(sent("PATCH")).isEqualTo(1);
    }

    @Test
    void a_retry_does_not_overwrite_an_amount_that_someone_else_set_meanwhile() {
        simulator.partnerCenter().script(customer, SimulatedFault.none(), (request, truth) -> {
            simulator.partnerCenter().customer(customer, "95");
            return Reply.empty(503);
        });
        TestCaller.asks(customer, "\"amount\":100,\"expectedAmount\":80")
                .statusCode(409)
                .body("detail", containsString("is now 95"));
        assertThat(simulator.partnerCenter().budget(customer)).contains("95");
    }

    @Test
    void a_revoked_token_is_replaced_once() {
        TestCaller.asks(customer, "\"amount\":90").statusCode(200);
        simulator.forgetRequests();
        simulator.partnerCenter().script(customer, SimulatedFault.status(401, 400, "Access denied"));
        update().statusCode(200);
        assertThat(simulator.seen("entra")).hasSize(1);
    }

    private void answerPatchesWith(SimulatedFault fault) {
        SimulatedFault patchesOnly = (request, truth) ->
                request.method().equals("PATCH") ? fault.apply(request, truth) : truth.apply(request);
        simulator
                .partnerCenter()
                .script(customer, Collections.nCopies(20, patchesOnly).toArray(SimulatedFault[]::new));
    }

    private long sent(String method) {
        return simulator.seen("partner-center").stream()
                .filter(call -> call.method().equals(method))
                .count();
    }
}
