package io.github.usagebudget.function;

import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.plan.PlanReader;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Applies a plan: sets the budgets in the body, or undoes an earlier run, and returns the report. Thread-safe.
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
     * @throws io.github.usagebudget.budget.BudgetFailure if the plan is refused as a whole; {@link ProblemWriter} turns it into an answer.
     *     A failure for one customer is in the report.
     */
    @Funq(NAME)
    public BudgetPlanResponse budgetPlan(BudgetPlanRequest request, @Context HttpCall call) {
        var invocation = call.invocation();
        var run = runs.run(call.correlation().upstream(), invocation, request.dryRun(), LONGEST);
        var report = runs.apply(request.plan().apply(plans), run, invocation);
        return new BudgetPlanResponse(report, call.correlation().id(), request.dialect());
    }
}
