package io.github.usagebudget.testing;

import io.github.usagebudget.function.HttpTriggers;
import io.github.usagebudget.local.FunctionServer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;

/** Serves the three HTTP functions while the application runs in tests. */
@Singleton
public class HttpTestServer {
    // Mutable state
    private static volatile FunctionServer server;

    private final HttpTriggers triggers;

    HttpTestServer(HttpTriggers triggers) {
        this.triggers = triggers;
    }

    public static int port() {
        return server.port();
    }

    void open(@Observes StartupEvent started) throws IOException {
        server = FunctionServer.open(
                Map.of(
                        "/api/usage-budget", triggers::usageBudget,
                        "/api/budget-plan", triggers::budgetPlan,
                        "/api/usage-budget/readiness", triggers::readiness),
                OneInvocation::new);
    }

    void close(@Observes ShutdownEvent stopped) {
        server.close();
    }
}
