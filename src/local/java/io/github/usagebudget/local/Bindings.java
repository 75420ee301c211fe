package io.github.usagebudget.local;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The bindings of one invocation: its arguments, and its outputs, which are written only if it succeeds. Not reusable. */
final class Bindings {
    private static final String ANNOTATIONS = BindingName.class.getPackageName();
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final LocalFunction function;
    private final HostStorage storage;
    private final Trigger trigger;
    private final Map<String, Object> replaced = new HashMap<>();
    private final Map<String, Output> outputs = new HashMap<>();

    Bindings(LocalFunction function, HostStorage storage, Trigger trigger) {
        this.function = function;
        this.storage = storage;
        this.trigger = trigger;
    }

    Object[] arguments(ExecutionContext context) {
        return Arrays.stream(function.method().getParameters())
                .map(parameter -> argument(parameter, context))
                .toArray();
    }

    /** Replaces an argument; for middleware. */
    void replace(String name, Object value) {
        replaced.put(name, value);
    }

    /** The binding name of the parameter with this annotation. */
    Optional<String> nameOf(String annotation) {
        return Arrays.stream(function.method().getParameters())
                .filter(parameter -> Arrays.stream(parameter.getAnnotations())
                        .anyMatch(each -> each.annotationType().getSimpleName().equals(annotation)))
                .findFirst()
                .flatMap(Bindings::name);
    }

    /** Writes the output bindings that have a value. */
    void writeOutputs(Object result) {
        function.outputs().forEach(binding -> {
            var name = (String) binding.get("name");
            var value = name.equals("$return")
                    ? result
                    : outputs.getOrDefault(name, new Output()).getValue();
            if (value == null) return;
            if ("queue".equals(binding.get("type"))) {
                var queue = storage.queue(path(binding, "queueName"));
                OutputValues.messages(value).forEach(queue::send);
            } else if ("blob".equals(binding.get("type")))
                storage.store(path(binding, "path"), OutputValues.bytes(value));
        });
    }

    private Object argument(Parameter parameter, ExecutionContext context) {
        var name = name(parameter);
        var bindingName = parameter.getAnnotation(BindingName.class);
        if (name.isPresent()) return bound(parameter, name.get());
        if (bindingName != null) return Argument.of(triggerData(bindingName.value()), parameter.getParameterizedType());
        if (parameter.getType() == ExecutionContext.class) return context;
        throw new IllegalStateException("a parameter has no binding: " + parameter);
    }

    private Object bound(Parameter parameter, String name) {
        var binding = function.binding(name);
        var isOutput = "out".equalsIgnoreCase((String) binding.get("direction"));
        if (isOutput != (parameter.getType() == OutputBinding.class))
            throw new IllegalStateException("an output, and only an output, must be an OutputBinding: " + parameter);
        if (isOutput) return outputs.computeIfAbsent(name, key -> new Output());
        if (replaced.containsKey(name)) return replaced.get(name);
        var value = binding.equals(function.trigger()) ? trigger.value() : blob(binding);
        return Argument.of(value, parameter.getParameterizedType());
    }

    /** Bytes or text, depending on function.json; null for a missing blob, as in the worker. */
    private Object blob(Map<?, ?> binding) {
        if (!"blob".equals(binding.get("type")))
            throw new IllegalStateException("the local host does not support this binding: " + binding);
        var content = storage.blob(path(binding, "path"));
        if ("binary".equals(binding.get("dataType"))) return content.orElse(null);
        return content.map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .map(text -> text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                .orElse(null);
    }

    private String triggerData(String name) {
        if (trigger.data().containsKey(name)) return trigger.data().get(name);
        throw new IllegalStateException("the trigger has no data named " + name);
    }

    private String path(Map<?, ?> binding, String member) {
        return BindingPath.resolved((String) binding.get(member), trigger.data());
    }

    /** The binding's name, from any of Microsoft's annotations that has one, as in the worker. */
    private static Optional<String> name(Parameter parameter) {
        for (var annotation : parameter.getAnnotations()) {
            if (!annotation.annotationType().getPackageName().equals(ANNOTATIONS)) continue;
            try {
                return Optional.of(
                        (String) annotation.annotationType().getMethod("name").invoke(annotation));
            } catch (ReflectiveOperationException e) {
                // this annotation has no name
                continue;
            }
        }
        return Optional.empty();
    }

    private static final class Output implements OutputBinding<Object> {
        private Object value;

        @Override
        public Object getValue() {
            return value;
        }

        @Override
        public void setValue(Object newValue) {
            value = newValue;
        }
    }
}
