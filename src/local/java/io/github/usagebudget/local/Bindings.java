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

/** What one invocation gets and leaves: its parameters by the names of its bindings, and its outputs, kept if it ended well. Used once. */
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

    /** Middleware may give another value. */
    void replace(String name, Object value) {
        replaced.put(name, value);
    }

    /** The name of the parameter with that annotation. */
    Optional<String> nameOf(String annotation) {
        return Arrays.stream(function.method().getParameters())
                .filter(parameter -> Arrays.stream(parameter.getAnnotations())
                        .anyMatch(each -> each.annotationType().getSimpleName().equals(annotation)))
                .findFirst()
                .flatMap(Bindings::name);
    }

    /** Writes what was set. */
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
        var said = parameter.getAnnotation(BindingName.class);
        if (name.isPresent()) return bound(parameter, name.get());
        if (said != null) return Argument.of(said(said.value()), parameter.getParameterizedType());
        if (parameter.getType() == ExecutionContext.class) return context;
        throw new IllegalStateException("no binding for a parameter: " + parameter);
    }

    private Object bound(Parameter parameter, String name) {
        var binding = function.binding(name);
        var isOutput = "out".equalsIgnoreCase((String) binding.get("direction"));
        if (isOutput != (parameter.getType() == OutputBinding.class))
            throw new IllegalStateException("an output has an OutputBinding, an input has none: " + parameter);
        if (isOutput) return outputs.computeIfAbsent(name, key -> new Output());
        if (replaced.containsKey(name)) return replaced.get(name);
        var value = binding.equals(function.trigger()) ? trigger.value() : blob(binding);
        return Argument.of(value, parameter.getParameterizedType());
    }

    /** Bytes or text, as function.json says; a blob that is not there is null, as in the worker. */
    private Object blob(Map<?, ?> binding) {
        if (!"blob".equals(binding.get("type"))) throw new IllegalStateException("not covered here: " + binding);
        var content = storage.blob(path(binding, "path"));
        if ("binary".equals(binding.get("dataType"))) return content.orElse(null);
        return content.map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .map(text -> text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                .orElse(null);
    }

    private String said(String name) {
        if (trigger.data().containsKey(name)) return trigger.data().get(name);
        throw new IllegalStateException("the trigger says nothing of " + name);
    }

    private String path(Map<?, ?> binding, String member) {
        return BindingPath.resolved((String) binding.get(member), trigger.data());
    }

    /** As the worker finds it: any of Microsoft's annotations that has a name. */
    private static Optional<String> name(Parameter parameter) {
        for (var annotation : parameter.getAnnotations()) {
            if (!annotation.annotationType().getPackageName().equals(ANNOTATIONS)) continue;
            try {
                return Optional.of(
                        (String) annotation.annotationType().getMethod("name").invoke(annotation));
            } catch (ReflectiveOperationException e) {
                // this one names no binding
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
        public void setValue(Object set) {
            value = set;
        }
    }
}
