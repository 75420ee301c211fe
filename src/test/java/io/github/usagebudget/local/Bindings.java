package io.github.usagebudget.local;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one invocation gets and leaves: its parameters by the names of its bindings, and its outputs, kept if it ended well. Used once. */
final class Bindings {
    private final LocalFunction function;
    private final LocalStorage storage;
    private final Object trigger;
    private final Map<Map<?, ?>, Output> outputs = new LinkedHashMap<>();

    Bindings(LocalFunction function, LocalStorage storage, Object trigger) {
        this.function = function;
        this.storage = storage;
        this.trigger = trigger;
    }

    Object[] arguments(ExecutionContext context) {
        return Arrays.stream(function.method().getParameters())
                .map(parameter -> parameter.getType() == ExecutionContext.class ? context : argument(parameter))
                .toArray();
    }

    /** Writes what was set. */
    void keep() {
        outputs.forEach((binding, output) -> {
            if (output.getValue() == null) return;
            if (binding.get("type").equals("queue")) {
                var queue = path(binding, "queueName");
                var messages = output.getValue() instanceof List<?> many ? many : List.of(output.getValue());
                messages.forEach(message -> storage.enqueue(queue, (String) message));
            } else storage.store(path(binding, "path"), bytes(output.getValue()));
        });
    }

    private Object argument(Parameter parameter) {
        var binding = function.binding(name(parameter));
        if (binding.equals(function.trigger())) return trigger;
        if ("out".equalsIgnoreCase((String) binding.get("direction")))
            return outputs.computeIfAbsent(binding, key -> new Output());
        return input(storage.blob(path(binding, "path")), parameter.getType());
    }

    /** A blob that is not there is null, as in the worker. */
    private static Object input(Optional<byte[]> blob, Class<?> type) {
        if (type == byte[].class) return blob.orElse(null);
        if (type == String.class)
            return blob.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(null);
        throw new IllegalStateException("no function here takes a blob as " + type);
    }

    private String path(Map<?, ?> binding, String member) {
        return BindingPath.resolved((String) binding.get(member), trigger);
    }

    private static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : ((String) value).getBytes(StandardCharsets.UTF_8);
    }

    /** Every annotation of a binding has a name. */
    private static String name(Parameter parameter) {
        return Arrays.stream(parameter.getAnnotations())
                .map(Bindings::name)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no binding: " + parameter));
    }

    private static Optional<String> name(Annotation annotation) {
        try {
            return Optional.of(
                    (String) annotation.annotationType().getMethod("name").invoke(annotation));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static final class Output implements OutputBinding<Object> {
        private Object value;

        @Override
        public Object getValue() {
            return value;
        }

        @Override
        public void setValue(Object set) {
            value = set;
        }
    }
}
