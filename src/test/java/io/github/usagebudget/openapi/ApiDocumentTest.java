package io.github.usagebudget.openapi;

import static io.github.usagebudget.openapi.ApiDocument.OPENAPI_3_1;
import static io.github.usagebudget.openapi.ApiDocument.SWAGGER_2_0;
import static io.github.usagebudget.openapi.Tree.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.dialect.Dialects;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The OpenAPI documents are valid, agree with each other, and have examples that match their schemas. */
class ApiDocumentTest {

    @Test
    void the_document_for_openapi_3_1_is_valid() {
        var rules = Tree.read(Path.of("src/test/resources/oai/openapi-3.1-schema-2025-11-23.json"));
        assertThat(StrictSchemas.faults(rules, OPENAPI_3_1.root(), Dialects.getDraft202012()))
                .isEmpty();
    }

    @Test
    void its_schemas_are_valid_json_schemas() {
        var rules = Tree.parse("{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}");
        for (var schema : OPENAPI_3_1.root().at("/components/schemas"))
            assertThat(StrictSchemas.faults(rules, schema, Dialects.getDraft202012()))
                    .isEmpty();
    }

    @Test
    void the_document_for_openapi_2_0_is_valid() {
        var rules = Tree.read(Path.of("src/test/resources/oai/swagger-2.0-schema.json"));
        assertThat(StrictSchemas.faults(rules, SWAGGER_2_0.root(), Dialects.getDraft4()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_reference_has_a_target(ApiDocument document) {
        assertThat(document.root().findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.root().at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void the_documents_agree_on_operations_and_answers() {
        assertThat(SWAGGER_2_0.addresses()).isEqualTo(OPENAPI_3_1.addresses());
        assertThat(SWAGGER_2_0.answers()).isEqualTo(OPENAPI_3_1.answers());
        assertThat(facts(SWAGGER_2_0)).isEqualTo(facts(OPENAPI_3_1));
    }

    /** The facts that both versions can express. */
    private static Map<String, Object> facts(ApiDocument document) {
        var facts = new TreeMap<String, Object>();
        document.operations().forEach((id, operation) -> {
            facts.put(id, texts(operation, "summary", "description"));
            document.parametersOf(operation)
                    .forEach((location, parameter) -> facts.put(
                            id + " " + location, texts(parameter, "type", "default", "minLength", "maxLength")));
            fields(operation.path("responses")).forEach((status, response) -> {
                facts.put(id + " " + status, texts(response, "description"));
                facts.put(
                        id + " " + status + " headers",
                        document.headers(id, Integer.parseInt(status)).keySet());
            });
        });
        return facts;
    }

    private static List<String> texts(JsonNode node, String... names) {
        return Stream.of(names).map(name -> node.path(name).asText()).toList();
    }

    @Test
    void the_documents_agree_on_every_schema() {
        assertThat(SWAGGER_2_0.schemaNames()).isEqualTo(OPENAPI_3_1.schemaNames());
        for (var schema : OPENAPI_3_1.schemaNames()) {
            assertThat(SWAGGER_2_0.required(schema)).as(schema).isEqualTo(OPENAPI_3_1.required(schema));
            assertThat(described(SWAGGER_2_0, schema)).as(schema).isEqualTo(described(OPENAPI_3_1, schema));
        }
    }

    private static Map<String, List<String>> described(ApiDocument document, String schema) {
        var all = new TreeMap<String, List<String>>();
        document.properties(schema).forEach((name, property) -> {
            var facts = new java.util.ArrayList<>(
                    texts(property, "description", "format", "pattern", "minimum", "maxLength", "default"));
            facts.add(document.type(property));
            facts.add(property.path("enum").toString());
            var bound = property.path("exclusiveMaximum");
            facts.add(bound.isBoolean() ? property.path("maximum").asText() : bound.asText());
            all.put(name, facts);
        });
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void every_example_matches_its_schema(ApiDocument document) {
        var seen = new java.util.ArrayList<String>();
        document.operations().forEach((id, operation) -> {
            document.requestExamples(id).forEach((type, example) -> {
                if (type.equals("application/json"))
                    assertThat(document.faultsInRequest(id, type, example)).isEmpty();
            });
            fields(operation.path("responses")).keySet().stream()
                    .map(Integer::valueOf)
                    .forEach(status -> document.mediaTypes(id, status).stream()
                            .filter(type -> type.endsWith("json"))
                            .forEach(type -> {
                                var example = document.example(id, status, type);
                                if (example.isEmpty()) return;
                                seen.add(id + " " + status);
                                assertThat(document.faultsInAnswer(
                                                id, status, type, example.get().toString()))
                                        .as(id + " " + status)
                                        .isEmpty();
                            }));
        });
        // a connector shows no problems, so the document for 2.0 has only examples of successes
        assertThat(seen)
                .hasSize(
                        document == SWAGGER_2_0
                                ? 5
                                : document.operations().values().stream()
                                        .mapToInt(operation ->
                                                operation.path("responses").size())
                                        .sum());
    }

    @Test
    void everything_that_the_connector_shows_has_a_summary_and_a_description() {
        SWAGGER_2_0.operations().forEach((id, operation) -> {
            assertThat(id).matches("([A-Z][a-z]+)+");
            assertThat(operation.path("summary").asText()).matches("[A-Z].{5,78}[^.!?]");
            assertThat(operation.path("description").asText())
                    .isNotEqualTo(operation.path("summary").asText())
                    .endsWith(".");
            assertThat(visibility(operation)).isPresent();
            for (var parameter : Tree.elements(operation.path("parameters"))) {
                hasSummaryAndDescription(id, parameter);
                assertThat(visibility(parameter))
                        .as(id + " " + parameter.path("name"))
                        .isPresent();
            }
        });
        for (var schema : SWAGGER_2_0.schemaNames())
            fields(SWAGGER_2_0.root().path("definitions").path(schema).path("properties"))
                    .forEach((name, property) -> {
                        if (property.has("$ref")) return;
                        hasSummaryAndDescription(schema + " " + name, property);
                        visibility(property);
                    });
    }

    private static void hasSummaryAndDescription(String where, JsonNode node) {
        assertThat(node.path("x-ms-summary").asText())
                .as(where)
                .matches("[A-Z].{1,79}")
                .doesNotEndWith(".");
        assertThat(node.path("description").asText()).as(where).endsWith(".");
    }

    private static Optional<String> visibility(JsonNode node) {
        var value = Optional.ofNullable(node.get("x-ms-visibility")).map(JsonNode::asText);
        value.ifPresent(words -> assertThat(words).isIn("important", "advanced", "internal"));
        return value;
    }
}
