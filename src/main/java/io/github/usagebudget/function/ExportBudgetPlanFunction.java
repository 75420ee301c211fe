package io.github.usagebudget.function;

import io.github.usagebudget.budget.BudgetList;
import io.github.usagebudget.budget.CustomerList;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.plan.BudgetExport;
import io.github.usagebudget.plan.CsvDialect;
import io.github.usagebudget.plan.ExportBudgets;
import io.github.usagebudget.plan.WorkPlaces;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.logging.Level;

/** Returns all customers and their current budgets as a plan, and logs one line without customer names. Thread-safe. */
@Singleton
public class ExportBudgetPlanFunction {
    static final String NAME = "export-budget-plan";

    private final PlanRuns runs;
    private final ExportBudgets exports;
    private final Clock clock;
    private final Ticker ticker;

    ExportBudgetPlanFunction(
            PlanRuns runs,
            CustomerList customers,
            BudgetList list,
            UsageBudgets budgets,
            WorkPlaces places,
            Clock clock,
            Ticker ticker) {
        this.runs = runs;
        this.exports = new ExportBudgets(customers, list, budgets, places);
        this.clock = clock;
        this.ticker = ticker;
    }

    /** @throws io.github.usagebudget.budget.BudgetFailure which {@link ProblemWriter} turns into an answer */
    @Funq(NAME)
    public BudgetExportResponse exportBudgetPlan(CsvDialect dialect, @Context HttpCall call) {
        var started = ticker.nanos();
        var invocation = call.invocation();
        var run = runs.run(call.correlation().upstream(), invocation, true, BudgetPlanFunction.LONGEST);
        var export = exports.export(run);
        record(export, invocation, Duration.ofNanos(ticker.nanos() - started));
        return new BudgetExportResponse(
                export, dialect, clock.instant(), call.correlation().id());
    }

    private static void record(BudgetExport export, InvocationContext invocation, Duration took) {
        var line = new LinkedHashMap<String, Object>();
        line.put("customers", export.budgets().size() + export.unreadable().size());
        line.put("unreadable", export.unreadable().size());
        line.put("correlationId", invocation.correlationId());
        line.put("invocationId", invocation.invocationId());
        invocation.caller().ifPresent(caller -> line.put("caller", caller));
        line.put("milliseconds", took.toMillis());
        invocation.log(Level.INFO, "budget-plan-export " + JsonText.of(line));
    }
}
