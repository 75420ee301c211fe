package io.github.usagebudget.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.List;

/**
 * The schemas of a document, without additional properties. The document itself allows additional properties in answers, because clients
 * should accept new fields; in a test, an additional property is an undocumented field. Immutable.
 */
final class StrictSchemas {
    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final Dialect dialect;

    /** @param place the JSON pointer to the schemas, such as {@code /definitions} */
    StrictSchemas(JsonNode document, String place, Dialect dialect) {
        this.dialect = dialect;
        this.document.withObject(place).setAll((ObjectNode) document.at(place).deepCopy());
        close(this.document);
    }

    /** How an instance violates the schema; empty if it does not. */
    List<String> faults(JsonNode schema, JsonNode instance) {
        return faults(document.deepCopy().setAll((ObjectNode) schema), instance, dialect);
    }

    static List<String> faults(JsonNode schema, JsonNode instance, Dialect dialect) {
        // extension keywords such as x-ms-summary validate nothing
        var tolerant = Dialect.builder(dialect)
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
        var formats =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        return SchemaRegistry.withDefaultDialect(tolerant, registry -> registry.schemaRegistryConfig(formats))
                .getSchema(schema)
                .validate(instance)
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema) {
            if (schema.path("properties").isObject() && schema.has("type") && !schema.has("additionalProperties"))
                schema.put("additionalProperties", false);
            // neither draft 4 nor OpenAPI 2.0 has a keyword for nullable
            if (schema.path("x-nullable").asBoolean())
                schema.set(
                        "type",
                        JsonNodeFactory.instance
                                .arrayNode()
                                .add(schema.get("type"))
                                .add("null"));
        }
        node.forEach(StrictSchemas::close);
    }
}
