package io.github.usagebudget.function;

import static io.github.usagebudget.openapi.ApiDocument.OPENAPI_3_1;
import static io.github.usagebudget.testing.TestCaller.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.usagebudget.logicapps.Workflow;
import io.github.usagebudget.simulator.CallerTokens;
import io.github.usagebudget.simulator.SimulatedFault;
import io.github.usagebudget.testing.ApplicationFixture;
import io.github.usagebudget.testing.VirtualBeans;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the workflow in infra/logic-apps that stores an export, with the function and a container that accepts every file. */
@QuarkusTest
class ExportWorkflowTest extends ApplicationFixture {
    private static final Path FILE = Path.of("infra/logic-apps/export-budgets.json");
    private static final String FUNCTION = "https://usage-budget.example";
    private static final String CONTAINER = "https://storage.example/exports";
    private static final String CUSTOMER = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";

    private final List<JsonNode> exports = new ArrayList<>();
    private final List<JsonNode> files = new ArrayList<>();

    private boolean unanswered;

    @BeforeEach
    void one_customer_with_a_name() {
        simulator.partnerCenter().customer(CUSTOMER, "100.10");
        simulator.partnerCenter().name(CUSTOMER, "Müller, Söhne", "mueller.example");
    }

    @Test
    void stores_the_export_byte_for_byte_in_a_file_named_after_the_day() throws IOException {
        settings.set("CALLER_AUTH", "entra");
        assertThat(run()).isEmpty();
        assertThat(files).singleElement().satisfies(file -> {
            assertThat(file.path("uri").asText())
                    .isEqualTo(CONTAINER + "/budgets-"
                            + LocalDate.ofInstant(VirtualBeans.TIME.instant(), ZoneOffset.UTC) + ".csv");
            assertThat(file.at("/headers/x-ms-blob-type").asText()).isEqualTo("BlockBlob");
            assertThat(file.at("/authentication/audience").asText()).isEqualTo("https://storage.azure.com/");
            assertThat(new String(
                            Base64.getDecoder().decode(file.at("/body/$content").asText()), StandardCharsets.UTF_8))
                    .isEqualTo(
                            "\uFEFFcustomerTenantId,companyName,domain,amount,removeBudget,expectedAmount,#problem\r\n"
                                    + CUSTOMER + ",\"Müller, Söhne\",mueller.example,100.10,,,\r\n");
        });
    }

    @Test
    void requests_the_export_once_and_stores_no_file_if_it_fails() throws IOException {
        simulator
                .partnerCenter()
                .script(
                        CUSTOMER,
                        Stream.generate(() -> SimulatedFault.status(503))
                                .limit(20)
                                .toArray(SimulatedFault[]::new));
        assertThat(run()).contains("an action failed");
        assertThat(exports).hasSize(1);
        assertThat(files).isEmpty();
    }

    @Test
    void stores_no_file_if_the_export_is_never_answered() throws IOException {
        unanswered = true;
        assertThat(run()).contains("an action failed");
        assertThat(exports).hasSize(1);
        assertThat(files).isEmpty();
    }

    @Test
    void sends_only_what_the_document_allows() throws IOException {
        run();
        var document = Files.readString(Path.of("src/main/resources/openapi/usage-budget.openapi-3.1.json"));
        var request = exports.get(0);
        assertThat(OPENAPI_3_1.mediaTypes(AnswerExamples.EXPORT, 200))
                .contains(request.at("/headers/Accept").asText());
        request.path("headers").properties().stream()
                .filter(header -> !header.getKey().equals("Accept"))
                .forEach(header -> assertThat(document).contains('"' + header.getKey() + '"'));
    }

    /** The reason why the run failed; empty if it succeeded. */
    private Optional<String> run() throws IOException {
        return new Workflow(FILE, this::answered, VirtualBeans.TIME, VirtualBeans.TIME::advance)
                .run(
                        "run 1",
                        Map.of(
                                "functionUrl",
                                FUNCTION,
                                "functionKey",
                                "a function key",
                                "audience",
                                CallerTokens.AUDIENCE,
                                "containerUrl",
                                CONTAINER));
    }

    private JsonNode answered(JsonNode inputs) {
        if (inputs.path("method").asText().equals("PUT")) {
            files.add(inputs);
            return JsonNodeFactory.instance.objectNode().put("statusCode", 201);
        }
        exports.add(inputs);
        if (unanswered) return null;
        assertThat(inputs.path("method").asText()).isEqualTo("GET");
        assertThat(inputs.path("uri").asText()).isEqualTo(FUNCTION + "/api/budget-plan");
        assertThat(inputs.at("/headers/x-functions-key").asText()).isEqualTo("a function key");
        var audience = inputs.at("/authentication/audience").asText();
        var answer = given().header(
                        "Authorization", "Bearer " + simulator.entra().callers().tokenWithClaims("aud", audience))
                .header("Accept", inputs.at("/headers/Accept").asText())
                .get("/budget-plan");
        var output = JsonNodeFactory.instance.objectNode().put("statusCode", answer.statusCode());
        // a workflow passes content that is neither JSON nor plain text as bytes
        output.putObject("body")
                .put("$content-type", answer.contentType())
                .put("$content", Base64.getEncoder().encodeToString(answer.asByteArray()));
        return output;
    }
}
