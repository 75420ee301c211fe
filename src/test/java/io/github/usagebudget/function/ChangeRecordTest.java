package io.github.usagebudget.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.CapturedLog;
import io.github.usagebudget.testing.CustomerFixture;
import io.github.usagebudget.testing.TestCaller;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One log line for each attempt to change a budget. Log queries rely on the names of its fields. */
@QuarkusTest
class ChangeRecordTest extends CustomerFixture {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @Test
    void records_the_request_and_its_outcome() {
        TestCaller.asks(customer, "\"amount\":100.10,\"expectedAmount\":80,\"reason\":\"more, \\\"please\\\"\"")
                .statusCode(200);
        assertThat(onlyRecord("INFO"))
                .containsOnlyKeys(
                        "correlationId",
                        "requestId",
                        "invocationId",
                        "customerTenantId",
                        "before",
                        "after",
                        "outcome",
                        "attempts",
                        "reads",
                        "milliseconds",
                        "reason",
                        "msCv")
                .containsEntry("customerTenantId", customer)
                .containsEntry("before", new Json.Digits("80"))
                .containsEntry("after", new Json.Digits("100.10"))
                .containsEntry("outcome", "updated")
                .containsEntry("attempts", new Json.Digits("1"))
                .containsEntry("reads", new Json.Digits("1"))
                .containsEntry("reason", "more, \"please\"")
                .containsEntry("msCv", "simulated.0");
    }

    @Test
    void records_a_refusal_with_the_error_of_partner_center() {
        simulator.partnerCenter().script(customer, SimulatedFault.status(403, 20002, "no relationship\nat all"));
        TestCaller.asks(customer, "\"amount\":null,\"removeBudget\":true").statusCode(403);
        assertThat(onlyRecord("WARNING"))
                .containsEntry("after", null)
                .containsEntry("outcome", "failed")
                .containsEntry("code", "partner-center-forbidden")
                .containsEntry("partnerCenterStatus", new Json.Digits("403"))
                .containsEntry("partnerCenterCode", "20002")
                .containsEntry("partnerCenterDescription", "no relationship at all");
    }

    @Test
    void records_an_unknown_outcome_as_an_error() {
        simulator.partnerCenter().script(customer, SimulatedFault.droppedAfter(), SimulatedFault.status(403));
        update().statusCode(504);
        assertThat(onlyRecord("SEVERE", "ERROR"))
                .containsEntry("outcome", "unknown")
                .containsEntry("code", "outcome-unknown");
    }

    static Stream<Throwable> internalErrors() {
        return Stream.of(
                new IllegalStateException("canary of the inside"), new StackOverflowError("canary of the inside"));
    }

    @ParameterizedTest
    @MethodSource("internalErrors")
    void an_internal_error_is_recorded_and_answered_without_its_details(Throwable fault) {
        simulator.partnerCenter().script(customer, SimulatedFault.status(503));
        VirtualBeans.PAUSE_FAILS.set(fault);
        var answer = update().statusCode(500)
                .contentType("application/problem+json")
                .body("code", equalTo("internal-error"))
                .body("retryable", equalTo(false))
                .extract()
                .asString();
        assertThat(answer).doesNotContain("canary", "java.lang");
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0))
                .contains("\"outcome\":\"unknown\"", "\"code\":\"internal-error\"")
                .contains("\"cause\":\"" + fault.getClass().getName())
                .doesNotContain("canary");
        assertThat(log.lines().get(1))
                .contains("cause=", fault.getClass().getName(), "at ")
                .doesNotContain("canary")
                .doesNotContain("\tat ");
    }

    private Map<String, Object> onlyRecord(String... levels) {
        var records = log.lines();
        assertThat(records).hasSize(1);
        var parts = records.get(0).strip().split(" ", 3);
        assertThat(parts[0]).isIn((Object[]) levels);
        assertThat(parts[1]).isEqualTo("usage-budget-change");
        return Json.object(parts[2]);
    }
}
