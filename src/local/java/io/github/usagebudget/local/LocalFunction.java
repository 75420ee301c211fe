package io.github.usagebudget.local;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One function.json: the method to call, its trigger and its bindings. */
record LocalFunction(String name, Class<?> type, Method method, Map<?, ?> trigger, List<?> bindings) {

    static LocalFunction of(String name, Map<String, Object> json, Function<String, Class<?>> classes) {
        var entryPoint = (String) json.get("entryPoint");
        var dot = entryPoint.lastIndexOf('.');
        var type = classes.apply(entryPoint.substring(0, dot));
        var methods = Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() == type)
                .filter(method -> method.getName().equals(entryPoint.substring(dot + 1)))
                .toList();
        if (methods.size() != 1)
            throw new IllegalStateException(
                    methods.size() + " methods, but the worker needs exactly one: " + entryPoint);
        var bindings = (List<?>) json.get("bindings");
        return new LocalFunction(name, type, methods.get(0), trigger(bindings), bindings);
    }

    private static Map<?, ?> trigger(List<?> bindings) {
        return bindings.stream()
                .map(binding -> (Map<?, ?>) binding)
                .filter(binding ->
                        ((String) binding.get("type")).toLowerCase(Locale.ROOT).endsWith("trigger"))
                .findFirst()
                .orElseThrow();
    }

    Map<?, ?> binding(String binding) {
        return bindings.stream()
                .map(each -> (Map<?, ?>) each)
                .filter(each -> binding.equals(each.get("name")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("function.json has no binding " + binding));
    }

    List<? extends Map<?, ?>> outputs() {
        return bindings.stream()
                .map(each -> (Map<?, ?>) each)
                .filter(each -> "out".equalsIgnoreCase((String) each.get("direction")))
                .toList();
    }

    boolean isStatic() {
        return Modifier.isStatic(method.getModifiers());
    }

    /** The first missing setting that a binding names. The host does not start a function with such a binding. */
    Optional<String> missingSetting() {
        return bindings.stream()
                .flatMap(binding -> ((Map<?, ?>) binding).values().stream())
                .filter(String.class::isInstance)
                .flatMap(value -> BindingPath.missingSetting((String) value).stream())
                .findFirst();
    }

    boolean isQueue() {
        return "queueTrigger".equalsIgnoreCase((String) trigger.get("type"));
    }

    boolean isHttp() {
        return "httpTrigger".equalsIgnoreCase((String) trigger.get("type"));
    }

    /** The route without the prefix; the function's name if function.json has no route. */
    String route() {
        return trigger.get("route") instanceof String route && !route.isEmpty() ? route : name;
    }

    boolean allows(String httpMethod) {
        return !(trigger.get("methods") instanceof List<?> methods)
                || methods.stream().anyMatch(method -> httpMethod.equalsIgnoreCase((String) method));
    }

    /** For display. */
    String httpMethods() {
        return trigger.get("methods") instanceof List<?> methods
                ? String.join(", ", methods.stream().map(String::valueOf).toList())
                : "any method";
    }

    boolean needsKey() {
        return !"anonymous".equalsIgnoreCase((String) trigger.get("authLevel"));
    }
}
