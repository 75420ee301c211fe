package io.github.usagebudget.remote;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** Reads a body as a JSON object. From the bytes, because a byte order mark in front is no fault then (PARTNER-CENTER.md 3.4). */
public final class JsonBody {
    private JsonBody() {}

    /** Empty for anything that is not one JSON object: HTML, plain text, nothing at all. */
    public static Optional<JsonNode> object(ObjectMapper json, byte[] body) {
        try {
            var reader = json.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
            return Optional.ofNullable(reader.<JsonNode>readValue(body)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A member that is text and not empty. */
    public static Optional<String> text(JsonNode object, String member) {
        return Optional.ofNullable(object.get(member))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isEmpty());
    }

    /** A whole number; a string of digits counts, as Entra's v1 and the identity endpoint write one. */
    public static Optional<Long> number(JsonNode object, String member) {
        return Optional.ofNullable(object.get(member))
                .map(JsonNode::asText)
                .filter(text -> text.matches("\\d{1,12}"))
                .map(Long::valueOf);
    }
}
