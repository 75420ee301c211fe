package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.plan.PlanReader;
import io.quarkus.funqy.Funq;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.time.Duration;

/** Brings the customers named in the body to their planned budgets, and answers what it did. Thread-safe. */
@Singleton
public class BudgetPlanFunction {
    static final String NAME = "budget-plan";
    static final String DRY_RUN = "dryRun";

    /** The platform ends an HTTP answer at 230 s. */
    private static final Duration LONGEST = Duration.ofSeconds(200);

    private final PlanRuns runs;
    private final PlanReader plans;
    private final CurrentVertxRequest current;

    BudgetPlanFunction(PlanRuns runs, ObjectMapper json, CurrentVertxRequest current) {
        this.runs = runs;
        this.plans = new PlanReader(json.getFactory());
        this.current = current;
    }

    /** @throws BudgetFailure which {@link ProblemWriter} turns into an answer; not for a single customer's failure */
    @Funq(NAME)
    public PlanReportResponse budgetPlan() {
        var exchange = current.getCurrent();
        var call = Call.of(exchange);
        var run = runs.run(call.correlation().upstream(), call.origin(), dryRun(exchange), LONGEST);
        var format =
                Gate.format(exchange).orElseThrow(() -> new IllegalStateException("the gate lets no other type in"));
        var plan = plans.read(format, new ByteArrayInputStream(Gate.plan(exchange)));
        var report = runs.apply(plan, run, call.origin());
        return PlanReportResponse.of(report, call.correlation().id());
    }

    private static boolean dryRun(RoutingContext exchange) {
        var asked = exchange.queryParam(DRY_RUN);
        if (asked.isEmpty()) return false;
        return switch (asked.get(0)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw BudgetFailure.of(MALFORMED_REQUEST, "dryRun must be true or false; nothing was written.");
        };
    }
}
