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

/** An expression of the Workflow Definition Language. What it does not know, it refuses. */
final class Expression {
    private static final Pattern INTERPOLATED = Pattern.compile("@\\{([^}]*)}");

    private final Tokens tokens;
    private final Scope scope;

    private Expression(String text, Scope scope) {
        this.tokens = new Tokens(text);
        this.scope = scope;
    }

    /** An expression that has no value at run time: its action fails. Not for what this interpreter does not know. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }
    }

    /** A value of a definition, with each expression in it replaced by what it says. */
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
        if (text.startsWith("@") && !text.startsWith("@{")) return whole(text.substring(1), scope);
        return TextNode.valueOf(INTERPOLATED
                .matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement(written(whole(part.group(1), scope)))));
    }

    private static JsonNode whole(String text, Scope scope) {
        var expression = new Expression(text, scope);
        var value = expression.value();
        expression.tokens.expectEnd();
        return value;
    }

    /** As text; nothing for null. */
    static String written(JsonNode value) {
        if (value.isNull()) return "";
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private JsonNode value() {
        var value = primary();
        while (true) {
            var safe = tokens.take("?[");
            if (!safe && !tokens.take("[")) return value;
            var name = written(value());
            tokens.expect("]");
            if (!safe && !value.has(name)) throw new Failed("there is no " + name + " in " + value);
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
                TextNode.valueOf(arguments.stream().map(Expression::written).reduce("", String::concat));
            case "coalesce" ->
                arguments.stream().filter(each -> !each.isNull()).findFirst().orElse(NullNode.getInstance());
            case "int" -> DecimalNode.valueOf(new BigDecimal(written(arguments.get(0))));
            case "length" ->
                DecimalNode.valueOf(BigDecimal.valueOf(arguments.get(0).size()));
            case "string" -> TextNode.valueOf(written(arguments.get(0)));
            case "setProperty" ->
                ((ObjectNode) arguments.get(0).deepCopy()).set(written(arguments.get(1)), arguments.get(2));
            case "removeProperty" -> ((ObjectNode) arguments.get(0).deepCopy()).without(written(arguments.get(1)));
            default ->
                scope.said(function, arguments.stream().map(Expression::written).toList());
        };
    }
}
