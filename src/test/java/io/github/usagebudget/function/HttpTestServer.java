package io.github.usagebudget.function;

import io.github.usagebudget.local.FunctionDoor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;

/** In tests the three HTTP functions are served as long as the application runs. */
@Singleton
class HttpTestServer {
    // Mutable state
    private static volatile FunctionDoor door;

    private final UsageBudgetTrigger usageBudget;
    private final BudgetPlanTrigger budgetPlan;
    private final ReadinessTrigger readiness;

    HttpTestServer(UsageBudgetTrigger usageBudget, BudgetPlanTrigger budgetPlan, ReadinessTrigger readiness) {
        this.usageBudget = usageBudget;
        this.budgetPlan = budgetPlan;
        this.readiness = readiness;
    }

    static int port() {
        return door.port();
    }

    void open(@Observes StartupEvent started) throws IOException {
        door = FunctionDoor.open(
                Map.of(
                        "/api/usage-budget", usageBudget::run,
                        "/api/budget-plan", budgetPlan::run,
                        "/api/usage-budget/readiness", readiness::run),
                OneInvocation::new);
    }

    void close(@Observes ShutdownEvent stopped) {
        door.close();
    }
}
