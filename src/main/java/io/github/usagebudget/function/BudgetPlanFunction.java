package io.github.usagebudget.function;

import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.plan.PlanReader;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Brings the customers named in the body to their planned budgets, or back to those they had before a run, and answers what it did.
 * Thread-safe.
 */
@Singleton
public class BudgetPlanFunction {
    static final String NAME = "budget-plan";

    /** The platform ends an HTTP answer at 230 s. */
    static final Duration LONGEST = Duration.ofSeconds(200);

    private final PlanRuns runs;
    private final PlanReader plans;

    BudgetPlanFunction(PlanRuns runs) {
        this.runs = runs;
        this.plans = new PlanReader(JsonValue.FACTORY);
    }

    /**
     * @throws io.github.usagebudget.budget.BudgetFailure which {@link ProblemWriter} turns into an answer; not for a single customer's
     *     failure
     */
    @Funq(NAME)
    public BudgetPlanResponse budgetPlan(BudgetPlanRequest request, @Context HttpCall call) {
        var invocation = call.invocation();
        var run = runs.run(call.correlation().upstream(), invocation, request.dryRun(), LONGEST);
        var report = runs.apply(request.plan().apply(plans), run, invocation);
        return new BudgetPlanResponse(report, call.correlation().id(), request.dialect());
    }
}
