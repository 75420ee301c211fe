package io.github.usagebudget.function;

import static io.github.usagebudget.function.Caller.given;
import static io.github.usagebudget.openapi.ApiDocument.OPENAPI_3_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.usagebudget.logicapps.Workflow;
import io.github.usagebudget.openapi.ApiDocument;
import io.github.usagebudget.simulator.CallerTokens;
import io.github.usagebudget.simulator.Fault;
import io.github.usagebudget.simulator.Seen;
import io.github.usagebudget.simulator.Simulator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The workflow in infra/logic-apps, run against the function: what it sends is taken, and what it is answered it understands. */
@QuarkusTest
@QuarkusTestResource(SimulatedNeighbours.class)
class SampleWorkflowTest {
    private static final Path FILE = Path.of("infra/logic-apps/set-budgets.json");
    private static final String FUNCTION = "https://usage-budget.example";
    private static final String KEY = "a function key";
    private static final String SET = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";
    private static final String REMOVED = "7b0f6b0a-52d6-4a2f-8d4e-3f1f0a2b9c11";

    private final List<JsonNode> sent = new ArrayList<>();

    @RegisterExtension
    final InForce settings = new InForce();

    private final ObjectMapper json = new ObjectMapper();

    Simulator simulator;

    @BeforeEach
    void its_customers_have_the_budgets_that_it_expects() {
        VirtualWiring.freshStart(simulator);
        simulator.partnerCenter().customer(SET, "80");
        simulator.partnerCenter().customer(REMOVED, "60");
    }

    @Test
    void sets_and_removes_with_key_and_token() throws IOException {
        settings.set("CALLER_AUTH", "entra");
        assertThat(run()).isEmpty();
        assertThat(simulator.partnerCenter().budget(SET)).contains("250");
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void leaves_to_a_person_what_somebody_changed_meanwhile() throws IOException {
        simulator.partnerCenter().customer(SET, "90");
        assertThat(run().orElseThrow())
                .contains("\"customerTenantId\":\"" + SET
                        + "\",\"asked\":250,\"now\":90,\"detail\":\"The budget is now 90");
        assertThat(simulator.partnerCenter().budget(SET)).contains("90");
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void finds_that_an_update_was_done_whose_outcome_was_unknown() throws IOException {
        simulator.partnerCenter().script(SET, Fault.none(), Fault.droppedAfter(), Fault.status(403));
        assertThat(run()).isEmpty();
        assertThat(simulator.partnerCenter().budget(SET)).contains("250");
        assertThat(patches(SET)).hasSize(1);
    }

    @Test
    void waits_as_long_as_partner_center_asks() throws IOException {
        simulator.partnerCenter().script(REMOVED, often(5, Fault.throttled(9999)));
        var before = VirtualWiring.TIME.instant();
        assertThat(run()).isEmpty();
        assertThat(Duration.between(before, VirtualWiring.TIME.instant())).isGreaterThan(Duration.ofSeconds(9999));
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void sends_the_same_again_where_the_outcome_is_unknown() throws IOException {
        simulator.partnerCenter().script(REMOVED, often(5, Fault.droppedBefore(), Fault.status(403)));
        assertThat(run()).isEmpty();
        assertThat(patches(REMOVED)).hasSizeGreaterThan(5);
        assertThat(patches(REMOVED).stream()
                        .map(patch -> patch.header("MS-RequestId"))
                        .distinct())
                .hasSize(1);
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void says_what_failed_and_goes_on_with_the_others() throws IOException {
        simulator.partnerCenter().script(SET, Fault.status(404, 60003, "Not found."));
        assertThat(run().orElseThrow())
                .contains("\"status\":404,\"code\":\"customer-unknown\",\"retryable\":false")
                .contains("\"correlationId\":\"run 1\"");
        assertThat(simulator.partnerCenter().budget(REMOVED)).isEmpty();
    }

    @Test
    void sends_only_what_the_document_allows() throws IOException {
        simulator.partnerCenter().customer(SET, "90");
        run();
        assertThat(sent).hasSize(3);
        var headers = new HashSet<String>();
        for (var request : sent) {
            assertThat(OPENAPI_3_1.faultsInRequest(
                            Provocations.SET,
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

    @Test
    void knows_only_statuses_fields_and_headers_that_are_documented() throws IOException {
        var text = Files.readString(FILE);
        for (var document : ApiDocument.values()) {
            assertThat(document.answers().stream()
                            .map(answer -> answer.split(" "))
                            .filter(answer -> answer[0].equals(Provocations.SET))
                            .map(answer -> answer[1]))
                    .containsAll(found(text, "\"case\": (\\d+)"));
            var fields = new HashSet<>(document.properties("Problem").keySet());
            fields.addAll(document.properties("UsageBudgetResponse").keySet());
            assertThat(fields).containsAll(found(text, "body\\('\\w+'\\)\\?\\['(\\w+)'\\]"));
            assertThat(document.headers(Provocations.SET, 429)).containsKey("retry-after");
        }
        assertThat(found(text, "\\['headers'\\]\\?\\['([\\w-]+)'\\]")).containsOnly("Retry-After");
    }

    @Test
    void keeps_the_key_out_of_its_history() throws IOException {
        var text = Files.readString(FILE);
        assertThat(json.readTree(text).at("/parameters/functionKey/type").asText())
                .isEqualTo("SecureString");
        assertThat(found(text, "\"(x-functions-key)\"")).hasSameSizeAs(found(text, "\"(secureData)\""));
        assertThat(text).doesNotContain(KEY);
    }

    private static List<String> found(String text, String regex) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(hit -> hit.group(1))
                .toList();
    }

    private static Fault[] often(int times, Fault... faults) {
        return IntStream.range(0, times)
                .mapToObj(i -> faults)
                .flatMap(Arrays::stream)
                .toArray(Fault[]::new);
    }

    private List<Seen> patches(String customer) {
        return simulator.seen("partner-center").stream()
                .filter(call -> call.method().equals("PATCH") && call.path().contains(customer))
                .collect(Collectors.toList());
    }

    private Optional<String> run() throws IOException {
        var parameters = Map.of("functionUrl", FUNCTION, "functionKey", KEY, "audience", CallerTokens.AUDIENCE);
        return new Workflow(FILE, this::answered, VirtualWiring.TIME::advance).run("run 1", parameters);
    }

    /** As the function answers; the host has looked at the key. */
    private JsonNode answered(JsonNode inputs) {
        sent.add(inputs);
        var identity = inputs.path("authentication");
        assertThat(inputs.path("uri").asText()).isEqualTo(FUNCTION + "/api/usage-budget");
        assertThat(inputs.path("headers").path("x-functions-key").asText()).isEqualTo(KEY);
        assertThat(identity.path("type").asText()).isEqualTo("ManagedServiceIdentity");
        var request = given().header(
                        "Authorization",
                        "Bearer "
                                + simulator
                                        .entra()
                                        .callers()
                                        .tokenBut(
                                                "aud", identity.path("audience").asText()));
        inputs.path("headers")
                .properties()
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        var answer = request.body(inputs.path("body").toString()).post("/usage-budget");
        var output = json.createObjectNode().put("statusCode", answer.statusCode());
        var headers = output.putObject("headers");
        answer.headers().forEach(header -> headers.put(canonical(header.getName()), header.getValue()));
        return output.set("body", parsed(answer.asString()));
    }

    /** Logic Apps sees headers by their registered names, however they are written on the wire: Retry-After. */
    private static String canonical(String header) {
        return Pattern.compile("(^|-)[a-z]")
                .matcher(header)
                .replaceAll(first -> first.group().toUpperCase(Locale.ROOT));
    }

    private ObjectNode parsed(String body) {
        try {
            return (ObjectNode) json.readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
