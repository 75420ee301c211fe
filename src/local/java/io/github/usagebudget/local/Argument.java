package io.github.usagebudget.local;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Converts a value to a parameter's type, as the Java worker does: null stays null, and {@code Optional} wraps the value. Not covered:
 * objects read from JSON, and collections.
 */
final class Argument {
    private static final Map<Class<?>, Function<String, Object>> NUMBERS = Map.of(
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            long.class, Long::valueOf,
            Long.class, Long::valueOf);

    private Argument() {}

    /** @param value a request, text, bytes, or null */
    static Object of(Object value, Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Optional.class
                    ? Optional.ofNullable(of(value, generic.getActualTypeArguments()[0]))
                    : of(value, generic.getRawType());
        }
        var target = (Class<?>) type;
        if (value == null || target.isInstance(value)) return value;
        if (value instanceof byte[] bytes && target == String.class) return new String(bytes, StandardCharsets.UTF_8);
        if (value instanceof String text && NUMBERS.containsKey(target))
            return NUMBERS.get(target).apply(text);
        if (value instanceof String && target == byte[].class)
            throw new IllegalArgumentException(
                    "the worker reads text for a byte[] as JSON: the binding needs dataType = \"binary\"");
        throw new IllegalArgumentException(
                value.getClass().getSimpleName() + " for a parameter of type " + type.getTypeName());
    }
}
