package io.github.usagebudget.function;

import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.usagebudget.logicapps.Workflow;
import io.github.usagebudget.simulator.CallerTokens;
import io.github.usagebudget.simulator.Simulator;
import io.github.usagebudget.testing.VirtualBeans;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Runs the workflow in infra/logic-apps that sets budgets, with the function under test. */
final class SampleWorkflow {
    private static final Path FILE = Path.of("infra/logic-apps/set-budgets.json");
    private static final String FUNCTION = "https://usage-budget.example";
    private static final String KEY = "a function key";

    private final ObjectMapper json = new ObjectMapper();
    private final Simulator simulator;

    // Mutable state
    private final List<JsonNode> sent = new ArrayList<>();
    private String unanswered;

    SampleWorkflow(Simulator simulator) {
        this.simulator = simulator;
    }

    /** From now on, requests for this customer get no answer. */
    void leaveUnanswered(String customer) {
        unanswered = customer;
    }

    /** The inputs of all calls so far. */
    List<JsonNode> sent() {
        return sent;
    }

    /** Runs it with the budgets in the file. Returns why it failed, or empty if it succeeded. */
    Optional<String> run() throws IOException {
        return run(Map.of());
    }

    Optional<String> run(String budgets) throws IOException {
        return run(Map.of("budgets", budgets));
    }

    private Optional<String> run(Map<String, String> more) throws IOException {
        var parameters = new HashMap<>(more);
        parameters.putAll(Map.of("functionUrl", FUNCTION, "functionKey", KEY, "audience", CallerTokens.AUDIENCE));
        return new Workflow(FILE, this::answer, VirtualBeans.TIME, VirtualBeans.TIME::advance).run("run 1", parameters);
    }

    /** The answer of the function. In Azure, the host checks the key. */
    private JsonNode answer(JsonNode inputs) {
        sent.add(inputs);
        if (inputs.at("/body/customerTenantId").asText().equals(unanswered)) return null;
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
                                        .tokenWithClaims(
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

    /** Logic Apps reads headers by their registered names, such as Retry-After, for any letter case on the wire. */
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
