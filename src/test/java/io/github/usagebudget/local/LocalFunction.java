package io.github.usagebudget.local;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** One function.json: which method to call, and what calls it. */
record LocalFunction(String name, Class<?> type, Method method, Map<?, ?> trigger) {

    static LocalFunction of(String name, Map<String, Object> json, Function<String, Class<?>> classes) {
        var entryPoint = (String) json.get("entryPoint");
        var dot = entryPoint.lastIndexOf('.');
        var type = classes.apply(entryPoint.substring(0, dot));
        var method = Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(entryPoint.substring(dot + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no method " + entryPoint));
        return new LocalFunction(name, type, method, trigger((List<?>) json.get("bindings")));
    }

    private static Map<?, ?> trigger(List<?> bindings) {
        return bindings.stream()
                .map(binding -> (Map<?, ?>) binding)
                .filter(binding ->
                        ((String) binding.get("type")).toLowerCase(Locale.ROOT).endsWith("trigger"))
                .findFirst()
                .orElseThrow();
    }

    boolean isHttp() {
        return "httpTrigger".equalsIgnoreCase((String) trigger.get("type"));
    }

    /** The route without the prefix; the function's name where function.json has none. */
    String route() {
        return trigger.get("route") instanceof String route && !route.isEmpty() ? route : name;
    }

    boolean allows(String httpMethod) {
        return !(trigger.get("methods") instanceof List<?> methods)
                || methods.stream().anyMatch(method -> httpMethod.equalsIgnoreCase((String) method));
    }

    /** As a person reads them. */
    String httpMethods() {
        return trigger.get("methods") instanceof List<?> methods
                ? String.join(", ", methods.stream().map(String::valueOf).toList())
                : "any method";
    }

    boolean needsKey() {
        return !"anonymous".equalsIgnoreCase((String) trigger.get("authLevel"));
    }
}
