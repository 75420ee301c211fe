package io.github.usagebudget.logicapps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values that an expression can use. A loop has its own scope, but shares the variables. */
final class Scope {
    private final String run;
    private final Map<String, JsonNode> parameters;
    private final Clock clock;
    private final Map<String, ArrayNode> variables;
    private final Map<String, JsonNode> items;
    private final Map<String, JsonNode> outputs;
    private final Map<String, JsonNode> actions = new HashMap<>();

    Scope(String run, Map<String, JsonNode> parameters, Clock clock) {
        this(run, parameters, clock, new HashMap<>(), Map.of(), new HashMap<>());
    }

    private Scope(
            String run,
            Map<String, JsonNode> parameters,
            Clock clock,
            Map<String, ArrayNode> variables,
            Map<String, JsonNode> items,
            Map<String, JsonNode> outputs) {
        this.run = run;
        this.parameters = parameters;
        this.clock = clock;
        this.variables = variables;
        this.items = items;
        this.outputs = outputs;
    }

    Scope inLoop(String loop, JsonNode item) {
        var inner = new HashMap<>(items);
        inner.put(loop, item);
        return new Scope(run, parameters, clock, variables, inner, new HashMap<>(outputs));
    }

    void initialize(String variable) {
        variables.put(variable, JsonNodeFactory.instance.arrayNode());
    }

    void append(String variable, JsonNode value) {
        variables.get(variable).add(value);
    }

    /** @param output JSON null for an action without output, such as a request without an answer */
    void put(String action, JsonNode output) {
        outputs.put(action, output);
    }

    void ended(String action, String status) {
        actions.put(action, JsonNodeFactory.instance.objectNode().put("status", status));
    }

    JsonNode value(String function, List<String> arguments) {
        return switch (function) {
            case "parameters" -> known(parameters, arguments.get(0));
            case "variables" -> known(variables, arguments.get(0));
            case "items" -> known(items, arguments.get(0));
            case "outputs" -> known(outputs, arguments.get(0));
            case "actions" -> known(actions, arguments.get(0));
            case "body" ->
                known(outputs, arguments.get(0)).has("body")
                        ? outputs.get(arguments.get(0)).get("body")
                        : NullNode.getInstance();
            case "utcNow" ->
                TextNode.valueOf(DateTimeFormatter.ofPattern(arguments.get(0))
                        .withZone(ZoneOffset.UTC)
                        .format(clock.instant()));
            case "workflow" -> {
                var workflow = JsonNodeFactory.instance.objectNode();
                workflow.putObject("run").put("name", run);
                yield workflow;
            }
            default -> throw new IllegalArgumentException("unsupported function: " + function);
        };
    }

    private static JsonNode known(Map<String, ? extends JsonNode> values, String name) {
        var value = values.get(name);
        if (value == null) throw new IllegalArgumentException("unknown name: " + name);
        return value;
    }
}
