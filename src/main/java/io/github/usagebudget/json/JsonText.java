package io.github.usagebudget.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.usagebudget.budget.SafeText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes JSON: records, maps and lists of strings, numbers and booleans. A null component of a record is left out; an empty Optional is written
 * as null; an underscore at the end of a component's name is not written. Numbers are in plain notation with every digit, never {@code 1E+2}.
 * Characters that are not safe to show are escaped. Half a surrogate pair, which UTF-8 cannot encode, becomes U+FFFD. Stateless.
 */
public final class JsonText {
    /** Plain notation needs a limit: {@code 1e999999999} would be a gigabyte of zeros. */
    private static final int MOST_ZEROS = 100;

    /** Escaped, too: text that is read back, such as a report, must not look like bytes that were not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    /** The length of a usual change record, so that the buffer need not grow. */
    private static final int USUAL_LENGTH = 512;

    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            var components = type.getRecordComponents();
            for (var component : components) component.getAccessor().setAccessible(true);
            return components;
        }
    };

    private JsonText() {}

    /** A type whose member names in JSON are not those of Java components. */
    public interface Named {
        /** The members, in the order in which they are written. */
        Map<String, ?> members();
    }

    public static String of(Object value) {
        var text = new StringWriter(USUAL_LENGTH);
        try (var json = JsonValue.FACTORY.createGenerator(text)) {
            write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written to", e);
        }
        return escaped(text.toString());
    }

    /** In JSON such characters occur only in strings and names, where an escape means the same. */
    private static String escaped(String json) {
        if (SafeText.isSafe(json) && json.indexOf(REPLACEMENT) < 0) return json;
        var safe = new StringBuilder(json.length() + USUAL_LENGTH);
        for (var at = 0; at < json.length(); ) {
            var c = json.codePointAt(at);
            at += Character.charCount(c);
            if (SafeText.isSafe(c) && c != REPLACEMENT) safe.appendCodePoint(c);
            else if (c == REPLACEMENT || Character.getType(c) == Character.SURROGATE) safe.append("\\ufffd");
            else for (var unit : Character.toChars(c)) safe.append(String.format("\\u%04x", (int) unit));
        }
        return safe.toString();
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        if (value == null) json.writeNull();
        else if (value instanceof String text) json.writeString(text);
        else if (value instanceof BigDecimal number) json.writeNumber(plain(number));
        else if (value instanceof Integer || value instanceof Long) json.writeNumber(((Number) value).longValue());
        else if (value instanceof Boolean flag) json.writeBoolean(flag);
        else if (value instanceof Optional<?> optional) write(optional.orElse(null), json);
        else if (value instanceof List<?> items) writeItems(items, json);
        else if (value instanceof Named named) writeMembers(named.members(), json);
        else if (value instanceof Map<?, ?> members) writeMembers(members, json);
        else if (value instanceof Record written) writeComponents(written, json);
        else json.writeString(value.toString());
    }

    private static String plain(BigDecimal number) {
        // zero is one digit, whatever its exponent
        if (number.signum() == 0 && number.scale() < 0) return "0";
        return Math.abs((long) number.scale()) <= MOST_ZEROS ? number.toPlainString() : number.toString();
    }

    private static void writeItems(List<?> items, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (var item : items) write(item, json);
        json.writeEndArray();
    }

    private static void writeMembers(Map<?, ?> members, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (var member : members.entrySet()) {
            json.writeFieldName(member.getKey().toString());
            write(member.getValue(), json);
        }
        json.writeEndObject();
    }

    private static void writeComponents(Record written, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (var component : COMPONENTS.get(written.getClass())) {
            var value = value(component, written);
            if (value == null) continue;
            json.writeFieldName(name(component));
            write(value, json);
        }
        json.writeEndObject();
    }

    /** The component's name, without the underscore at the end of one that is a word of Java's. */
    public static String name(RecordComponent component) {
        var name = component.getName();
        return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    }

    private static Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a record can always be read", e);
        }
    }
}
