package io.github.usagebudget.logicapps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression of the Workflow Definition Language. Rejects functions that it does not support. */
final class Expression {
    private static final Pattern INTERPOLATED = Pattern.compile("@\\{([^}]*)}");

    private final Tokens tokens;
    private final Scope scope;

    private Expression(String text, Scope scope) {
        this.tokens = new Tokens(text);
        this.scope = scope;
    }

    /** An expression has no value at run time, so its action fails. Not for functions that this interpreter does not support. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }
    }

    /** A value of a definition with its expressions replaced by their values. */
    static JsonNode resolved(JsonNode value, Scope scope) {
        if (value.isTextual()) return text(value.textValue(), scope);
        if (value.isArray()) {
            var all = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> all.add(resolved(element, scope)));
            return all;
        }
        if (!value.isObject()) return value;
        var all = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(field -> all.set(field.getKey(), resolved(field.getValue(), scope)));
        return all;
    }

    private static JsonNode text(String text, Scope scope) {
        if (text.startsWith("@") && !text.startsWith("@{")) return evaluated(text.substring(1), scope);
        return TextNode.valueOf(INTERPOLATED
                .matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement(asText(evaluated(part.group(1), scope)))));
    }

    private static JsonNode evaluated(String text, Scope scope) {
        var expression = new Expression(text, scope);
        var value = expression.value();
        expression.tokens.expectEnd();
        return value;
    }

    /** The value as text; an empty text for null. */
    static String asText(JsonNode value) {
        if (value.isNull()) return "";
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private JsonNode value() {
        var value = primary();
        while (true) {
            var safe = tokens.take("?[");
            if (!safe && !tokens.take("[")) return value;
            var name = asText(value());
            tokens.expect("]");
            if (!safe && !value.has(name)) throw new Failed(value + " has no " + name);
            value = value.has(name) ? value.get(name) : NullNode.getInstance();
        }
    }

    private JsonNode primary() {
        var word = tokens.take();
        if (word.startsWith("'"))
            return TextNode.valueOf(word.substring(1, word.length() - 1).replace("''", "'"));
        if (Character.isDigit(word.charAt(0))) return DecimalNode.valueOf(new BigDecimal(word));
        if (word.equals("true") || word.equals("false")) return BooleanNode.valueOf(word.equals("true"));
        tokens.expect("(");
        var arguments = new ArrayList<JsonNode>();
        while (!tokens.take(")")) {
            arguments.add(value());
            tokens.take(",");
        }
        return called(word, arguments);
    }

    private JsonNode called(String function, List<JsonNode> arguments) {
        return switch (function) {
            case "concat" ->
                TextNode.valueOf(arguments.stream().map(Expression::asText).reduce("", String::concat));
            case "coalesce" ->
                arguments.stream().filter(each -> !each.isNull()).findFirst().orElse(NullNode.getInstance());
            case "int" -> DecimalNode.valueOf(new BigDecimal(asText(arguments.get(0))));
            case "length" ->
                DecimalNode.valueOf(BigDecimal.valueOf(arguments.get(0).size()));
            case "string" -> TextNode.valueOf(asText(arguments.get(0)));
            case "setProperty" ->
                ((ObjectNode) arguments.get(0).deepCopy()).set(asText(arguments.get(1)), arguments.get(2));
            case "removeProperty" -> ((ObjectNode) arguments.get(0).deepCopy()).without(asText(arguments.get(1)));
            default ->
                scope.value(function, arguments.stream().map(Expression::asText).toList());
        };
    }
}
