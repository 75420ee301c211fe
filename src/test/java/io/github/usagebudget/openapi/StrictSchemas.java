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
 * The schemas of a document, with no room for what they do not name. The document itself leaves answers open, because a client should
 * take new fields; in a test, a new field is one that nobody documented. Immutable.
 */
final class StrictSchemas {
    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final Dialect dialect;

    /** @param place where the schemas are in the document: {@code /definitions} */
    StrictSchemas(JsonNode document, String place, Dialect dialect) {
        this.dialect = dialect;
        this.document.withObject(place).setAll((ObjectNode) document.at(place).deepCopy());
        close(this.document);
    }

    /** What keeps an instance from being what the schema says; empty if nothing. */
    List<String> faults(JsonNode schema, JsonNode instance) {
        return faults(document.deepCopy().setAll((ObjectNode) schema), instance, dialect);
    }

    static List<String> faults(JsonNode schema, JsonNode instance, Dialect dialect) {
        // the documents' own words, x-ms-summary say, check nothing
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
            // draft 4 has no word for it, and 2.0 none of its own
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
