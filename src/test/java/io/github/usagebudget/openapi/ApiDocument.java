package io.github.usagebudget.openapi;

import static io.github.usagebudget.openapi.Tree.elements;
import static io.github.usagebudget.openapi.Tree.fields;
import static io.github.usagebudget.openapi.Tree.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import io.github.usagebudget.budget.BudgetFailure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the two OpenAPI documents through the same methods. */
public enum ApiDocument {
    OPENAPI_3_1("usage-budget.openapi-3.1.json", "/components/schemas", Dialects.getDraft202012()) {
        @Override
        Map<String, JsonNode> content(JsonNode response) {
            return fields(response.path("content"));
        }

        @Override
        Map<String, JsonNode> requestContent(JsonNode operation) {
            return fields(operation.path("requestBody").path("content"));
        }

        @Override
        Map<String, JsonNode> parametersOf(JsonNode operation) {
            return elements(operation.path("parameters")).stream()
                    .map(this::resolved)
                    .collect(Collectors.toMap(ApiDocument::location, parameter -> parameter.path("schema")));
        }
    },
    SWAGGER_2_0("usage-budget.swagger-2.0.json", "/definitions", Dialects.getDraft4()) {
        /** OpenAPI 2.0 has no media type for each status, so the schema determines it: a problem has its own media type. */
        @Override
        Map<String, JsonNode> content(JsonNode response) {
            var schema = response.path("schema");
            var type = referred(schema).equals("Problem") ? "application/problem+json" : "application/json";
            var content = JsonNodeFactory.instance.objectNode().set("schema", schema);
            var example = response.path("examples").path(type);
            return Map.of(type, example.isMissingNode() ? content : ((ObjectNode) content).set("example", example));
        }

        @Override
        Map<String, JsonNode> requestContent(JsonNode operation) {
            for (var parameter : elements(operation.path("parameters"))) {
                if (!parameter.path("in").asText().equals("body")) continue;
                var schema = parameter.path("schema");
                var content = JsonNodeFactory.instance.objectNode();
                content.set("schema", schema);
                content.set("example", resolved(schema).path("example"));
                return Map.of("application/json", content);
            }
            return Map.of();
        }

        @Override
        Map<String, JsonNode> parametersOf(JsonNode operation) {
            return elements(operation.path("parameters")).stream()
                    .filter(parameter -> !parameter.path("in").asText().equals("body"))
                    .collect(Collectors.toMap(ApiDocument::location, parameter -> parameter));
        }
    };

    private static final Set<String> CODES = Arrays.stream(BudgetFailure.Kind.values())
            .map(BudgetFailure.Kind::code)
            .collect(Collectors.toSet());

    private final JsonNode root;
    private final String schemas;
    private final StrictSchemas strict;

    ApiDocument(String file, String schemas, Dialect dialect) {
        this.root = Tree.read(Path.of("src/main/resources/openapi", file));
        this.schemas = schemas;
        this.strict = new StrictSchemas(root, schemas, dialect);
    }

    /** The schema and example of an answer, by media type. */
    abstract Map<String, JsonNode> content(JsonNode response);

    /** The schema and example of a request, by media type. */
    abstract Map<String, JsonNode> requestContent(JsonNode operation);

    abstract Map<String, JsonNode> parametersOf(JsonNode operation);

    JsonNode root() {
        return root;
    }

    /** The description of the document. */
    public String description() {
        return root.path("info").path("description").asText();
    }

    /** By operation id. */
    Map<String, JsonNode> operations() {
        var all = new LinkedHashMap<String, JsonNode>();
        fields(root.path("paths"))
                .values()
                .forEach(path -> fields(path)
                        .values()
                        .forEach(operation ->
                                all.put(operation.path("operationId").asText(), operation)));
        return all;
    }

    /** Method and path, such as {@code POST /api/usage-budget}, by operation id. */
    Map<String, String> addresses() {
        var all = new LinkedHashMap<String, String>();
        fields(root.path("paths"))
                .forEach((path, methods) -> fields(methods)
                        .forEach((method, operation) -> all.put(
                                operation.path("operationId").asText(), method.toUpperCase(Locale.ROOT) + " " + path)));
        return all;
    }

    /** The documented answers: operation, status, and the code of a failure. */
    public Set<String> answers() {
        var all = new TreeSet<String>();
        operations()
                .forEach((id, operation) -> fields(operation.path("responses")).forEach((status, response) -> {
                    var codes = codes(response);
                    if (codes.isEmpty()) all.add(id + " " + status);
                    codes.forEach(code -> all.add(id + " " + status + " " + code));
                }));
        return all;
    }

    /** The media types of an answer. */
    public Set<String> mediaTypes(String operation, int status) {
        return content(response(operation, status)).keySet();
    }

    /** The headers of an answer, and whether each is required. OpenAPI 2.0 cannot express that. */
    public Map<String, Boolean> headers(String operation, int status) {
        return fields(response(operation, status).path("headers")).entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> resolved(header.getValue()).path("required").asBoolean()));
    }

    /** The example of an answer, if there is one. */
    public Optional<JsonNode> example(String operation, int status, String type) {
        return Optional.ofNullable(
                content(response(operation, status)).get(type).get("example"));
    }

    /** The examples of a request as a client sends them, by media type. */
    public Map<String, String> requestExamples(String operation) {
        return requestContent(operations().get(operation)).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, content -> {
                    var example = content.getValue().path("example");
                    return example.isTextual() ? example.textValue() : example.toString();
                }));
    }

    /** How an answer differs from its documentation, including undocumented fields; empty if it does not. */
    public List<String> faultsInAnswer(String operation, int status, String type, String body) {
        return faults(content(response(operation, status)).get(type).path("schema"), Tree.parse(body));
    }

    /** How a request differs from its documentation; empty if it does not. */
    public List<String> faultsInRequest(String operation, String type, String body) {
        return faults(requestContent(operations().get(operation)).get(type).path("schema"), Tree.parse(body));
    }

    List<String> faults(JsonNode schema, JsonNode instance) {
        return strict.faults(schema, instance);
    }

    Set<String> schemaNames() {
        return fields(root.at(schemas)).keySet();
    }

    /** The properties of a schema by name, with references resolved. */
    public Map<String, JsonNode> properties(String schema) {
        var all = new LinkedHashMap<String, JsonNode>();
        fields(root.at(schemas).path(schema).path("properties"))
                .forEach((name, property) -> all.put(name, resolved(property)));
        return all;
    }

    Set<String> required(String schema) {
        return texts(root.at(schemas).path(schema).path("required"));
    }

    Set<String> values(String schema, String property) {
        return texts(properties(schema).get(property).path("enum"));
    }

    /** The type of a schema, such as {@code null or number}. */
    String type(JsonNode schema) {
        var type = schema.path("type");
        if (type.isArray()) return String.join(" or ", texts(type));
        return schema.path("x-nullable").asBoolean() ? "null or " + type.asText() : type.asText();
    }

    JsonNode resolved(JsonNode node) {
        var reference = node.get("$ref");
        return reference == null ? node : root.at(reference.textValue().substring(1));
    }

    private JsonNode response(String operation, int status) {
        return operations().get(operation).path("responses").path("" + status);
    }

    private static Set<String> codes(JsonNode response) {
        return Stream.of(response.path("description").asText().split("`"))
                .filter(CODES::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The name of the referenced schema. */
    static String referred(JsonNode schema) {
        var reference = schema.path("$ref").asText();
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    static String location(JsonNode parameter) {
        return parameter.path("in").asText() + " " + parameter.path("name").asText();
    }
}
