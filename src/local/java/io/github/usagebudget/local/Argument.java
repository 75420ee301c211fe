package io.github.usagebudget.local;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value as the Java worker makes a parameter of it: null stays null, {@code Optional} is filled. What is not covered: objects read
 * from JSON, and collections.
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
        var wanted = (Class<?>) type;
        if (value == null || wanted.isInstance(value)) return value;
        if (value instanceof byte[] bytes && wanted == String.class) return new String(bytes, StandardCharsets.UTF_8);
        if (value instanceof String text && NUMBERS.containsKey(wanted))
            return NUMBERS.get(wanted).apply(text);
        if (value instanceof String && wanted == byte[].class)
            throw new IllegalArgumentException(
                    "text for a byte[], which the worker would read as JSON: the binding needs dataType = \"binary\"");
        throw new IllegalArgumentException(
                value.getClass().getSimpleName() + " for a parameter of type " + type.getTypeName());
    }
}
