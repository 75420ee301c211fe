package io.github.usagebudget.function;

import static io.github.usagebudget.openapi.ApiDocument.OPENAPI_3_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the workflow in infra/logic-apps with the function: the function accepts its requests, and it handles the answers. */
@QuarkusTest
class SampleWorkflowTest extends ApplicationFixture {
    private static final String SET = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";
    private static final String REMOVED = "7b0f6b0a-52d6-4a2f-8d4e-3f1f0a2b9c11";

    private SampleWorkflow workflow;

    @BeforeEach
    void two_customers_with_the_budgets_that_the_workflow_expects() {
        workflow = new SampleWorkflow(simulator);
        simulator.partnerCenter().customer(SET, "80");
        simulator.partnerCenter().customer(REMOVED, "60");
    }

    @Test
    void sets_and_removes_with_key_and_token() throws IOException {
        settings.set("CALLER_AUTH", "entra");
        assertThat(workflow.run()).isEmpty();
        assertThat(simulator.partnerCenter().budget(SET)).contains("250");
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void reports_a_budget_that_someone_else_changed_and_does_not_overwrite_it() throws IOException {
        simulator.partnerCenter().customer(SET, "90");
        assertThat(workflow.run().orElseThrow())
                .contains("\"customerTenantId\":\"" + SET
                        + "\",\"asked\":250,\"now\":90,\"detail\":\"The budget is now 90");
        assertThat(simulator.partnerCenter().budget(SET)).contains("90");
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void recognizes_that_an_update_with_an_unknown_outcome_was_done() throws IOException {
        simulator
                .partnerCenter()
                .script(SET, SimulatedFault.none(), SimulatedFault.droppedAfter(), SimulatedFault.status(403));
        assertThat(workflow.run()).isEmpty();
        assertThat(simulator.partnerCenter().budget(SET)).contains("250");
        assertThat(patches(SET)).hasSize(1);
    }

    @Test
    void waits_as_long_as_partner_center_requests() throws IOException {
        simulator.partnerCenter().script(REMOVED, repeated(5, SimulatedFault.throttled(9999)));
        var before = VirtualBeans.TIME.instant();
        assertThat(workflow.run()).isEmpty();
        assertThat(Duration.between(before, VirtualBeans.TIME.instant())).isGreaterThan(Duration.ofSeconds(9999));
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void repeats_the_same_request_if_the_outcome_is_unknown() throws IOException {
        simulator
                .partnerCenter()
                .script(REMOVED, repeated(5, SimulatedFault.droppedBefore(), SimulatedFault.status(403)));
        assertThat(workflow.run()).isEmpty();
        assertThat(patches(REMOVED)).hasSizeGreaterThan(5);
        assertThat(patches(REMOVED).stream()
                        .map(patch -> patch.header("MS-RequestId"))
                        .distinct())
                .hasSize(1);
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void reports_a_failure_and_continues_with_the_other_customers() throws IOException {
        simulator.partnerCenter().script(SET, SimulatedFault.status(404, 60003, "Not found."));
        assertThat(workflow.run().orElseThrow())
                .contains("\"status\":404,\"code\":\"customer-unknown\",\"retryable\":false")
                .contains("\"correlationId\":\"run 1\"");
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void reports_a_call_that_is_never_answered_and_continues_with_the_other_customers() throws IOException {
        workflow.leaveUnanswered(SET);
        assertThat(workflow.run().orElseThrow())
                .contains("{\"customerTenantId\":\"" + SET + "\",\"status\":null,\"code\":null")
                .endsWith(" The loop ended as Succeeded.");
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void fails_if_its_loop_fails_for_an_unexpected_reason() throws IOException {
        // without an id the answer is a 400, and the failure cannot be reported for a customer
        assertThat(workflow.run("[{\"amount\":1},{\"customerTenantId\":\"" + SET + "\",\"amount\":250}]")
                        .orElseThrow())
                .isEqualTo("[] [] The loop ended as Failed.");
        assertThat(simulator.partnerCenter().budget(SET)).contains("250");
    }

    @Test
    void sends_only_what_the_document_allows() throws IOException {
        simulator.partnerCenter().customer(SET, "90");
        workflow.run();
        assertThat(workflow.sent()).hasSize(3);
        var headers = new HashSet<String>();
        for (var request : workflow.sent()) {
            assertThat(OPENAPI_3_1.faultsInRequest(
                            AnswerExamples.SET,
                            "application/json",
                            request.path("body").toString()))
                    .isEmpty();
            request.path("headers").fieldNames().forEachRemaining(headers::add);
        }
        assertThat(Files.readString(Path.of("src/main/resources/openapi/usage-budget.openapi-3.1.json")))
                .contains(headers.stream()
                        .filter(name -> !name.equals("Content-Type"))
                        .map(name -> '"' + name + '"')
                        .toList());
    }

    private static SimulatedFault[] repeated(int times, SimulatedFault... faults) {
        return IntStream.range(0, times)
                .mapToObj(i -> faults)
                .flatMap(Arrays::stream)
                .toArray(SimulatedFault[]::new);
    }

    private List<RecordedRequest> patches(String customer) {
        return simulator.seen("partner-center").stream()
                .filter(call -> call.method().equals("PATCH") && call.path().contains(customer))
                .collect(Collectors.toList());
    }
}
