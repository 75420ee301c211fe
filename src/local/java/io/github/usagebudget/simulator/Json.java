package io.github.usagebudget.simulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A strict reader and a writer of JSON (RFC 8259). A number keeps its text. */
public final class Json {
    /** A number as its text. */
    public record Digits(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Where a text stops being valid JSON. {@code name} is present if an object has two members of that name. */
    public static final class JsonFault extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final int at;
        private final String name;

        private JsonFault(int at, String name) {
            super(name == null ? "not JSON at " + at : "duplicate member: " + name);
            this.at = at;
            this.name = name;
        }

        /** An index into the text; its length if the text ends too early. */
        public int at() {
            return at;
        }

        public Optional<String> name() {
            return Optional.ofNullable(name);
        }
    }

    private final String text;

    // Mutable state
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** @throws JsonFault if the text is not exactly one JSON value */
    public static Object parse(String text) {
        var json = new Json(text);
        var value = json.value();
        json.space();
        if (json.at != text.length()) throw json.unexpected();
        return value;
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String text) {
        if (parse(text) instanceof Map<?, ?> map) return (Map<String, Object>) map;
        throw new IllegalArgumentException("not an object");
    }

    public static String write(Object value) {
        if (value instanceof Map<?, ?> map) {
            var members = new ArrayList<String>();
            map.forEach((name, member) -> members.add(quote(name.toString()) + ":" + write(member)));
            return "{" + String.join(",", members) + "}";
        }
        if (value instanceof List<?> list)
            return "[" + String.join(",", list.stream().map(Json::write).toList()) + "]";
        return value instanceof String string ? quote(string) : String.valueOf(value);
    }

    private static String quote(String string) {
        var out = new StringBuilder("\"");
        for (var c : string.toCharArray()) {
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        return out.append('"').toString();
    }

    private Object value() {
        space();
        return switch (peek()) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> digits();
        };
    }

    private Map<String, Object> members() {
        var map = new LinkedHashMap<String, Object>();
        for (var more = open('}'); more; more = next('}')) {
            space();
            var start = at;
            var name = string();
            if (map.containsKey(name)) throw new JsonFault(start, name);
            space();
            take(':');
            map.put(name, value());
        }
        return map;
    }

    private List<Object> elements() {
        var list = new ArrayList<Object>();
        for (var more = open(']'); more; more = next(']')) list.add(value());
        return list;
    }

    private boolean open(char end) {
        at++;
        space();
        if (peek() != end) return true;
        at++;
        return false;
    }

    private boolean next(char end) {
        space();
        if (peek() == end) {
            at++;
            return false;
        }
        take(',');
        return true;
    }

    private String string() {
        take('"');
        var out = new StringBuilder();
        while (peek() != '"') {
            var c = text.charAt(at);
            if (c < 0x20) throw unexpected();
            at++;
            out.append(c == '\\' ? escape() : c);
        }
        at++;
        return out.toString();
    }

    private char escape() {
        var escaped = "\"\\/bfnrt".indexOf(peek());
        if (escaped >= 0) {
            at++;
            return "\"\\/\b\f\n\r\t".charAt(escaped);
        }
        var code = text.substring(at, Math.min(text.length(), at + 5));
        if (!code.matches("u[0-9a-fA-F]{4}")) throw unexpected();
        at += 5;
        return (char) Integer.parseInt(code.substring(1), 16);
    }

    private Digits digits() {
        var start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
        var digits = text.substring(start, at);
        if (!digits.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) throw new JsonFault(start, null);
        return new Digits(digits);
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) throw unexpected();
        at += word.length();
        return value;
    }

    private void take(char c) {
        if (peek() != c) throw unexpected();
        at++;
    }

    private char peek() {
        if (at >= text.length()) throw unexpected();
        return text.charAt(at);
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private JsonFault unexpected() {
        return new JsonFault(at, null);
    }

    /** @param namesAndValues name, value, name, value */
    public static Map<String, Object> map(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (Iterator<Object> i = List.of(namesAndValues).iterator(); i.hasNext(); )
            map.put(i.next().toString(), i.next());
        return map;
    }
}
