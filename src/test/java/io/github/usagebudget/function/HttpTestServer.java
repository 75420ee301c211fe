package io.github.usagebudget.function;

import io.github.usagebudget.local.FunctionDoor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;

/** In tests the three HTTP functions are served while the application runs. */
@Singleton
class HttpTestServer {
    // Mutable state
    private static volatile FunctionDoor door;

    private final HttpTriggers triggers;

    HttpTestServer(HttpTriggers triggers) {
        this.triggers = triggers;
    }

    static int port() {
        return door.port();
    }

    void open(@Observes StartupEvent started) throws IOException {
        door = FunctionDoor.open(
                Map.of(
                        "/api/usage-budget", triggers::usageBudget,
                        "/api/budget-plan", triggers::budgetPlan,
                        "/api/usage-budget/readiness", triggers::readiness),
                OneInvocation::new);
    }

    void close(@Observes ShutdownEvent stopped) {
        door.close();
    }
}
