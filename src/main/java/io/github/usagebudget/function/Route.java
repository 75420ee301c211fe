package io.github.usagebudget.function;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/** An HTTP function behind the router: its name there, and the one method it takes. */
enum Route {
    USAGE_BUDGET(UsageBudgetFunction.NAME, HttpMethod.POST),
    READINESS(ReadinessFunction.NAME, HttpMethod.GET);

    private final String name;
    private final HttpMethod method;

    Route(String name, HttpMethod method) {
        this.name = name;
        this.method = method;
    }

    /** The path with the prefix that host.json and the router share. */
    static String path(String name) {
        return "/api/" + name;
    }

    /** Empty for a path that is none of ours. */
    static Optional<Route> of(String path) {
        for (var route : values()) {
            if (path(route.name).equals(path)) return Optional.of(route);
        }
        return Optional.empty();
    }

    /** The path as the router names it: relative to quarkus.http.root-path, or it would silently never match. */
    String relativePath() {
        return "/" + name;
    }

    HttpMethod method() {
        return method;
    }
}
