package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Json;
import io.github.usagebudget.simulator.Json.Digits;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a function left in an output, as worker and host make a blob or messages of it. */
final class OutputValues {
    private OutputValues() {}

    static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : text(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Each element of a list is a message, as it is. One text that looks like JSON is read by the host first: a list is as many
     * messages, and numbers with a fraction become binary, so 100.10 turns into 100.1. So amounts go as elements of a list.
     */
    static List<String> messages(Object value) {
        if (value instanceof List<?> list)
            return list.stream().map(OutputValues::text).toList();
        var text = value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : text(value);
        if (!(value instanceof String) || !text.strip().matches("(?s)\\{.*}|\\[.*]")) return List.of(text);
        var read = binary(Json.parse(text));
        return read instanceof List<?> list
                ? list.stream().map(OutputValues::text).toList()
                : List.of(text(read));
    }

    private static String text(Object value) {
        return value instanceof String text ? text : Json.write(value);
    }

    private static Object binary(Object json) {
        if (json instanceof Map<?, ?> map) {
            var members = new LinkedHashMap<String, Object>();
            map.forEach((name, member) -> members.put((String) name, binary(member)));
            return members;
        }
        if (json instanceof List<?> list)
            return list.stream().map(OutputValues::binary).toList();
        return json instanceof Digits digits && digits.text().matches(".*[.eE].*")
                ? new Digits(String.valueOf(Double.parseDouble(digits.text())))
                : json;
    }
}
