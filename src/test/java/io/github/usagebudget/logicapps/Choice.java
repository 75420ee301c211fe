package io.github.usagebudget.logicapps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/** Evaluates switches and conditions. */
final class Choice {
    private Choice() {}

    /** The matching case of a switch, or its default. */
    static JsonNode chosen(JsonNode action, Scope scope) {
        var value = Expression.resolved(action.path("expression"), scope);
        if (!value.isNumber()) throw new Expression.Failed("a switch on " + value);
        for (var each : action.path("cases")) if (each.path("case").asInt() == value.asInt()) return each;
        return action.path("default");
    }

    static boolean isTrue(JsonNode expression, Scope scope) {
        var operator = expression.fieldNames().next();
        var operands = expression.path(operator);
        return switch (operator) {
            case "not" -> !isTrue(operands, scope);
            case "or" -> StreamSupport.stream(operands.spliterator(), false).anyMatch(each -> isTrue(each, scope));
            case "equals" ->
                Expression.resolved(operands.get(0), scope).equals(Expression.resolved(operands.get(1), scope));
            case "greater" ->
                Expression.resolved(operands.get(0), scope).asLong()
                        > Expression.resolved(operands.get(1), scope).asLong();
            default -> throw new IllegalArgumentException("no operator " + operator);
        };
    }
}
