package io.github.usagebudget.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * JSON from outside. A member that does not exist is {@link #isMissing missing}, and so is everything below it, so no access fails. Numbers keep
 * every digit. Immutable.
 *
 * @param value a map by name, a list, a string, a {@link BigDecimal}, a boolean, or null
 */
public record JsonValue(Object value) {
    /** No service nests half as deep. A thousand levels, which Jackson allows, can overflow the stack. */
    private static final int DEEPEST = 100;

    /** For all reading and writing of JSON: limits the depth; Jackson itself limits numbers and texts. Thread-safe. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private static final JsonValue MISSING = new JsonValue(new Object());

    /** All values of a member that occurs more than once in an object: it is unclear which one is meant. */
    private record Repeated(List<Object> values) {}

    /**
     * One JSON object and nothing after it; empty for anything else, such as HTML. Jackson skips a byte order mark only if it reads bytes
     * (docs/partner-center.md, "Reading the answer").
     */
    public static Optional<JsonValue> object(byte[] body) {
        try (var json = FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
            var read = new JsonValue(members(json));
            return json.nextToken() == null ? Optional.of(read) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** As {@link #object}, but empty also if any object in it has a member twice. */
    public static Optional<JsonValue> strictObject(byte[] body) {
        return object(body).filter(value -> !value.hasRepeatedMember());
    }

    private static Map<String, Object> members(JsonParser json) throws IOException {
        var members = new LinkedHashMap<String, Object>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            add(members, name, read(json));
        }
        return members;
    }

    private static void add(Map<String, Object> members, String name, Object value) {
        var known = members.get(name);
        if (members.containsKey(name)) {
            var all = new ArrayList<>(
                    known instanceof Repeated repeated ? repeated.values() : Collections.singletonList(known));
            all.add(value);
            members.put(name, new Repeated(all));
        } else members.put(name, value);
    }

    private static Object read(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> members(json);
            case START_ARRAY -> {
                var items = new ArrayList<Object>();
                while (json.nextToken() != JsonToken.END_ARRAY) items.add(read(json));
                yield items;
            }
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("no JSON");
        };
    }

    /** Whether any object in this value has a member twice. */
    public boolean hasRepeatedMember() {
        return hasRepeatedMember(value);
    }

    private static boolean hasRepeatedMember(Object value) {
        if (value instanceof Map<?, ?> members) return members.values().stream().anyMatch(JsonValue::hasRepeatedMember);
        if (value instanceof List<?> items) return items.stream().anyMatch(JsonValue::hasRepeatedMember);
        return value instanceof Repeated;
    }

    /** All strings at any depth. */
    public Stream<String> texts() {
        return leaves(value).filter(String.class::isInstance).map(String.class::cast);
    }

    /** All numbers at any depth. */
    public Stream<BigDecimal> numbers() {
        return leaves(value).filter(BigDecimal.class::isInstance).map(BigDecimal.class::cast);
    }

    private static Stream<?> leaves(Object value) {
        if (value instanceof Map<?, ?> members) return members.values().stream().flatMap(JsonValue::leaves);
        if (value instanceof List<?> items) return items.stream().flatMap(JsonValue::leaves);
        if (value instanceof Repeated repeated) return leaves(repeated.values());
        return Stream.of(value == null ? MISSING : value);
    }

    /** The same object with all names in lower case; two names that then are the same count as one member twice. */
    public JsonValue withLowerCaseNames() {
        var result = new LinkedHashMap<String, Object>();
        members().forEach((name, member) -> add(result, name.toLowerCase(Locale.ROOT), member));
        return new JsonValue(result);
    }

    public boolean isMissing() {
        return this == MISSING;
    }

    public boolean isNull() {
        return value == null;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    public boolean isList() {
        return value instanceof List;
    }

    /** A member by its exact name. */
    public JsonValue member(String name) {
        return value instanceof Map<?, ?> members && members.containsKey(name)
                ? new JsonValue(members.get(name))
                : MISSING;
    }

    /** All members in their order; none if this is not an object. */
    public Map<String, Object> members() {
        var copy = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> members) members.forEach((name, member) -> copy.put((String) name, member));
        return copy;
    }

    /** The items of a list; none if this is not a list. */
    public List<JsonValue> items() {
        return value instanceof List<?> items
                ? items.stream().map(JsonValue::new).toList()
                : List.of();
    }

    /** The string, if it is one and not empty. */
    public Optional<String> text() {
        return value instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** A string, number or boolean as text; empty for anything else. */
    public String asText() {
        return value instanceof String || value instanceof BigDecimal || value instanceof Boolean
                ? value.toString()
                : "";
    }

    public Optional<BigDecimal> number() {
        return value instanceof BigDecimal number ? Optional.of(number) : Optional.empty();
    }

    public Optional<Boolean> flag() {
        return value instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    /** A whole number, or a string of digits, which Entra's version 1 and the identity endpoint write. */
    public Optional<Long> wholeNumber() {
        return Optional.of(asText()).filter(text -> text.matches("\\d{1,12}")).map(Long::valueOf);
    }

    /** Shows nothing: an answer can hold a secret. */
    @Override
    public String toString() {
        return "[JSON]";
    }
}
