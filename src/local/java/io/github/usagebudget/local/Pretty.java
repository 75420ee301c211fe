package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats JSON; a value that fits on one line stays on one line. */
final class Pretty {
    private static final int WIDTH = 100;

    private Pretty() {}

    static String json(String text, String indent) {
        return indent + value(Json.parse(text), indent);
    }

    private static String value(Object value, String indent) {
        var flat = Json.write(value);
        var inner = indent + "  ";
        if (flat.length() + indent.length() <= WIDTH) return flat;
        if (value instanceof Map<?, ?> map)
            return map.entrySet().stream()
                    .map(member -> inner + "\"" + member.getKey() + "\": " + value(member.getValue(), inner))
                    .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
        if (value instanceof List<?> list)
            return list.stream()
                    .map(element -> inner + value(element, inner))
                    .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
        return flat;
    }
}
