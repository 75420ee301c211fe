package io.github.usagebudget.simulator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A simulated service's answer. */
public record Reply(int status, Map<String, String> headers, byte[] body) {
    /** No answer: the service closes the connection. */
    public static final Reply DROP = new Reply(0, Map.of(), new byte[0]);

    public static Reply json(int status, Object body) {
        return text(status, "application/json", Json.write(body));
    }

    public static Reply text(int status, String type, String body) {
        return new Reply(status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    public Reply with(String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Reply(status, all, body);
    }
}
