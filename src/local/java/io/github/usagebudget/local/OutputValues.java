package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Json.Digits;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts the value of an output binding to a blob or to messages, as worker and host do. */
final class OutputValues {
    private OutputValues() {}

    static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : text(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Each element of a list becomes one message, unchanged. The host parses a single text that looks like JSON: each element of an array
     * becomes a message, and fractions become binary numbers, so 100.10 turns into 100.1. So a function must send amounts in a list.
     */
    static List<String> messages(Object value) {
        if (value instanceof List<?> list)
            return list.stream().map(OutputValues::text).toList();
        var text = value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : text(value);
        if (!(value instanceof String) || !text.strip().matches("(?s)\\{.*}|\\[.*]")) return List.of(text);
        var parsed = withBinaryFractions(Json.parse(text));
        return parsed instanceof List<?> list
                ? list.stream().map(OutputValues::text).toList()
                : List.of(text(parsed));
    }

    private static String text(Object value) {
        return value instanceof String text ? text : Json.write(value);
    }

    private static Object withBinaryFractions(Object json) {
        if (json instanceof Map<?, ?> map) {
            var members = new LinkedHashMap<String, Object>();
            map.forEach((name, member) -> members.put((String) name, withBinaryFractions(member)));
            return members;
        }
        if (json instanceof List<?> list)
            return list.stream().map(OutputValues::withBinaryFractions).toList();
        return json instanceof Digits digits && digits.text().matches(".*[.eE].*")
                ? new Digits(String.valueOf(Double.parseDouble(digits.text())))
                : json;
    }
}
