package io.github.usagebudget.logicapps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * Runs the actions of a workflow one after another, in the order of their {@code runAfter}. Throws on an action type that it does not
 * support.
 */
public final class Workflow {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonNode definition;
    private final UnaryOperator<JsonNode> http;
    private final Clock clock;
    private final Consumer<Duration> sleeper;

    /** @param http converts resolved inputs to {@code statusCode}, {@code headers} and {@code body}, or to null if there is no answer */
    public Workflow(Path file, UnaryOperator<JsonNode> http, Clock clock, Consumer<Duration> sleeper)
            throws IOException {
        this.definition = JSON.readTree(Files.readString(file));
        this.http = http;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** The reason why the run failed; empty if it succeeded. */
    public Optional<String> run(String name, Map<String, String> given) {
        var parameters = new LinkedHashMap<String, JsonNode>();
        definition.path("parameters").properties().forEach(parameter -> {
            var value = given.get(parameter.getKey());
            parameters.put(
                    parameter.getKey(),
                    value == null ? parameter.getValue().get("defaultValue") : parsed(value, parameter.getValue()));
        });
        try {
            return nested(definition.path("actions"), new Scope(name, parameters, clock)) == ActionStatus.FAILED
                    ? Optional.of("an action failed")
                    : Optional.empty();
        } catch (Terminated terminated) {
            return Optional.of(terminated.getMessage());
        }
    }

    private static JsonNode parsed(String value, JsonNode parameter) {
        try {
            return parameter.path("type").asText().endsWith("String")
                    ? JSON.getNodeFactory().textNode(value)
                    : JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static final class Terminated extends RuntimeException {
        private static final long serialVersionUID = 1;

        Terminated(String message) {
            super(message);
        }
    }

    private Map<String, ActionStatus> all(JsonNode actions, Scope scope) {
        var ended = new LinkedHashMap<String, ActionStatus>();
        var waiting = new ArrayList<>(actions.properties());
        while (!waiting.isEmpty()) {
            var next = waiting.stream()
                    .filter(action -> ended.keySet().containsAll(before(action.getValue())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no action can run after " + ended));
            waiting.remove(next);
            var action = next.getValue();
            var due = before(action).stream()
                    .allMatch(other -> allowed(action.path("runAfter").path(other))
                            .contains(ended.get(other).name()));
            var status = due ? withRetries(next.getKey(), action, scope) : ActionStatus.SKIPPED;
            ended.put(next.getKey(), status);
            scope.ended(next.getKey(), status.text());
        }
        return ended;
    }

    private static Set<String> before(JsonNode action) {
        var names = new HashSet<String>();
        action.path("runAfter").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> allowed(JsonNode statuses) {
        return StreamSupport.stream(statuses.spliterator(), false)
                .map(status -> status.asText().toUpperCase(Locale.ROOT))
                .toList();
    }

    private ActionStatus withRetries(String name, JsonNode action, Scope scope) {
        try {
            return one(name, action, scope);
        } catch (Expression.Failed e) {
            return ActionStatus.FAILED;
        }
    }

    private ActionStatus one(String name, JsonNode action, Scope scope) {
        var inputs = action.path("inputs");
        return switch (action.path("type").asText()) {
            case "InitializeVariable" -> {
                inputs.path("variables")
                        .forEach(variable ->
                                scope.initialize(variable.path("name").asText()));
                yield ActionStatus.SUCCEEDED;
            }
            case "AppendToArrayVariable" -> {
                scope.append(inputs.path("name").asText(), Expression.resolved(inputs.path("value"), scope));
                yield ActionStatus.SUCCEEDED;
            }
            case "Foreach" -> {
                var worst = ActionStatus.SUCCEEDED;
                for (var item : Expression.resolved(action.path("foreach"), scope))
                    if (nested(action.path("actions"), scope.inLoop(name, item)) == ActionStatus.FAILED)
                        worst = ActionStatus.FAILED;
                yield worst;
            }
            case "Switch" -> nested(Choice.chosen(action, scope).path("actions"), scope);
            case "If" ->
                nested(
                        Choice.isTrue(action.path("expression"), scope)
                                ? action.path("actions")
                                : action.at("/else/actions"),
                        scope);
            case "Wait" -> {
                var interval = Expression.resolved(inputs.path("interval"), scope);
                sleeper.accept(Duration.of(
                        interval.path("count").asLong(),
                        ChronoUnit.valueOf(interval.path("unit").asText().toUpperCase(Locale.ROOT) + "S")));
                yield ActionStatus.SUCCEEDED;
            }
            case "Http" -> {
                var answer = sent(Expression.resolved(inputs, scope));
                scope.put(name, answer);
                yield answer.path("statusCode").asInt(500) < 400 ? ActionStatus.SUCCEEDED : ActionStatus.FAILED;
            }
            case "Terminate" ->
                throw new Terminated(Expression.resolved(inputs, scope)
                        .at("/runError/message")
                        .asText());
            default -> throw new IllegalArgumentException("unsupported action: " + action);
        };
    }

    /** A block fails if an action in it fails and no other action runs after that one; a skipped action did not run. */
    private ActionStatus nested(JsonNode actions, Scope scope) {
        var ended = all(actions, scope);
        var awaited = new HashSet<String>();
        actions.properties().stream()
                .filter(action -> ended.get(action.getKey()) != ActionStatus.SKIPPED)
                .forEach(action -> awaited.addAll(before(action.getValue())));
        return ended.entrySet().stream()
                        .anyMatch(each -> each.getValue() == ActionStatus.FAILED && !awaited.contains(each.getKey()))
                ? ActionStatus.FAILED
                : ActionStatus.SUCCEEDED;
    }

    /** Sends a request, and retries it by its policy on the statuses that Logic Apps retries. */
    private JsonNode sent(JsonNode inputs) {
        var policy = inputs.path("retryPolicy");
        var answer = answerTo(inputs);
        for (var retry = 0; retry < policy.path("count").asInt(); retry++) {
            var status = answer.path("statusCode").asInt(500);
            if (status != 408 && status != 429 && status < 500) break;
            sleeper.accept(Duration.parse(policy.path("interval").asText()));
            answer = answerTo(inputs);
        }
        return answer;
    }

    private JsonNode answerTo(JsonNode inputs) {
        var answer = http.apply(inputs);
        return answer == null ? NullNode.getInstance() : answer;
    }
}
