package io.github.usagebudget.local;

import io.github.usagebudget.simulator.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What triggers an invocation: the value of the trigger's parameter, and the data that bindings can refer to by name. A JSON object
 * contributes its members, except null, arrays and objects.
 */
record Trigger(Object value, Map<String, String> data) {
    /** The text that the host passes if a timer is triggered manually. */
    static final Trigger TIMER = of("{\"Schedule\":{},\"ScheduleStatus\":null,\"IsPastDue\":false}");

    static Trigger of(HostRequest request) {
        return new Trigger(request, Map.of());
    }

    static Trigger of(String text) {
        return new Trigger(text, members(text));
    }

    static Trigger of(HostQueue.Message message) {
        var data = members(message.text());
        data.put("QueueTrigger", message.text());
        data.put("Id", message.id());
        data.put("DequeueCount", String.valueOf(message.dequeueCount()));
        return new Trigger(message.text(), data);
    }

    /** The caller's trace; empty if it has none, or if no caller triggers the invocation. */
    Optional<String> traceParent() {
        return value instanceof HostRequest request
                ? Optional.ofNullable(request.getHeaders().get("traceparent"))
                : Optional.empty();
    }

    private static Map<String, String> members(String text) {
        var members = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        try {
            Json.object(text).forEach((name, value) -> {
                if (value instanceof String || value instanceof Json.Digits) members.put(name, value.toString());
                else if (value instanceof Boolean flag) members.put(name, flag ? "True" : "False");
            });
        } catch (IllegalArgumentException e) {
            // not a JSON object, so it has no data
            members.clear();
        }
        return members;
    }
}
