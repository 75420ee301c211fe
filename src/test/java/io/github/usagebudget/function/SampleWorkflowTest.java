package io.github.usagebudget.function;

import static io.github.usagebudget.openapi.ApiDocument.OPENAPI_3_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.simulator.RecordedRequest;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.ApplicationTest;
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

/** The workflow in infra/logic-apps, run against the function: what it sends is taken, and what it is answered it understands. */
@QuarkusTest
class SampleWorkflowTest extends ApplicationTest {
    private static final String SET = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";
    private static final String REMOVED = "7b0f6b0a-52d6-4a2f-8d4e-3f1f0a2b9c11";

    private SampleWorkflow workflow;

    @BeforeEach
    void its_customers_have_the_budgets_that_it_expects() {
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
    void leaves_to_a_person_what_somebody_changed_meanwhile() throws IOException {
        simulator.partnerCenter().customer(SET, "90");
        assertThat(workflow.run().orElseThrow())
                .contains("\"customerTenantId\":\"" + SET
                        + "\",\"asked\":250,\"now\":90,\"detail\":\"The budget is now 90");
        assertThat(simulator.partnerCenter().budget(SET)).contains("90");
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void finds_that_an_update_was_done_whose_outcome_was_unknown() throws IOException {
        simulator
                .partnerCenter()
                .script(SET, SimulatedFault.none(), SimulatedFault.droppedAfter(), SimulatedFault.status(403));
        assertThat(workflow.run()).isEmpty();
        assertThat(simulator.partnerCenter().budget(SET)).contains("250");
        assertThat(patches(SET)).hasSize(1);
    }

    @Test
    void waits_as_long_as_partner_center_asks() throws IOException {
        simulator.partnerCenter().script(REMOVED, often(5, SimulatedFault.throttled(9999)));
        var before = VirtualBeans.TIME.instant();
        assertThat(workflow.run()).isEmpty();
        assertThat(Duration.between(before, VirtualBeans.TIME.instant())).isGreaterThan(Duration.ofSeconds(9999));
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void sends_the_same_again_where_the_outcome_is_unknown() throws IOException {
        simulator.partnerCenter().script(REMOVED, often(5, SimulatedFault.droppedBefore(), SimulatedFault.status(403)));
        assertThat(workflow.run()).isEmpty();
        assertThat(patches(REMOVED)).hasSizeGreaterThan(5);
        assertThat(patches(REMOVED).stream()
                        .map(patch -> patch.header("MS-RequestId"))
                        .distinct())
                .hasSize(1);
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void says_what_failed_and_goes_on_with_the_others() throws IOException {
        simulator.partnerCenter().script(SET, SimulatedFault.status(404, 60003, "Not found."));
        assertThat(workflow.run().orElseThrow())
                .contains("\"status\":404,\"code\":\"customer-unknown\",\"retryable\":false")
                .contains("\"correlationId\":\"run 1\"");
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void reports_a_call_that_is_never_answered_and_goes_on_with_the_others() throws IOException {
        workflow.leaveUnanswered(SET);
        assertThat(workflow.run().orElseThrow())
                .contains("{\"customerTenantId\":\"" + SET + "\",\"status\":null,\"code\":null")
                .endsWith(" The loop ended as Succeeded.");
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void fails_if_its_loop_fails_for_a_reason_that_no_one_foresaw() throws IOException {
        // without an id the answer is a 400, and what is to be reported cannot be put together
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

    private static SimulatedFault[] often(int times, SimulatedFault... faults) {
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
