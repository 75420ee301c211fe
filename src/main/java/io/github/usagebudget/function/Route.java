package io.github.usagebudget.function;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/** An HTTP function behind the router: its name there, the one method it takes, and how long a body may be. */
enum Route {
    USAGE_BUDGET(UsageBudgetFunction.NAME, HttpMethod.POST, 16 * 1024, "16 KiB"),
    BUDGET_PLAN(BudgetPlanFunction.NAME, HttpMethod.POST, 16 * 1024 * 1024, "16 MiB"),
    READINESS(ReadinessFunction.NAME, HttpMethod.GET, 0, "no bytes");

    private final String name;
    private final HttpMethod method;
    private final int longestBody;
    private final String limit;

    Route(String name, HttpMethod method, int longestBody, String limit) {
        this.name = name;
        this.method = method;
        this.longestBody = longestBody;
        this.limit = limit;
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

    /** In bytes. */
    int longestBody() {
        return longestBody;
    }

    /** The same for people. */
    String limit() {
        return limit;
    }
}
