package io.github.usagebudget.function;

import io.github.usagebudget.budget.BudgetList;
import io.github.usagebudget.budget.CustomerList;
import io.github.usagebudget.budget.Ticker;
import io.github.usagebudget.budget.UsageBudgets;
import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.plan.BudgetExport;
import io.github.usagebudget.plan.CsvDialect;
import io.github.usagebudget.plan.ExportBudgets;
import io.github.usagebudget.plan.WorkPlaces;
import io.github.usagebudget.remote.Pause;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.logging.Level;

/** Answers all customers and their current budgets, as a plan, and leaves one line in the log, without names. Thread-safe. */
@Singleton
public class ExportBudgetPlanFunction {
    static final String NAME = "export-budget-plan";

    private final PlanRuns runs;
    private final ExportBudgets exports;
    private final Ticker ticker;

    ExportBudgetPlanFunction(
            PlanRuns runs,
            CustomerList customers,
            BudgetList list,
            UsageBudgets budgets,
            WorkPlaces places,
            Ticker ticker,
            Pause pause) {
        this.runs = runs;
        this.exports = new ExportBudgets(customers, list, budgets, places, pause::slept);
        this.ticker = ticker;
    }

    /** @throws io.github.usagebudget.budget.BudgetFailure which {@link ProblemWriter} turns into an answer */
    @Funq(NAME)
    public BudgetExportResponse exportBudgetPlan(CsvDialect dialect, @Context Call call) {
        var started = ticker.nanos();
        var origin = call.origin();
        var run = runs.run(call.correlation().upstream(), origin, true, BudgetPlanFunction.LONGEST);
        var export = exports.export(run);
        record(export, origin, Duration.ofNanos(ticker.nanos() - started));
        return new BudgetExportResponse(export, dialect, call.correlation().id());
    }

    private static void record(BudgetExport export, Origin origin, Duration took) {
        var line = new LinkedHashMap<String, Object>();
        line.put("customers", export.budgets().size() + export.unreadable().size());
        line.put("unreadable", export.unreadable().size());
        line.put("correlationId", origin.correlationId());
        line.put("invocationId", origin.invocationId());
        origin.caller().ifPresent(caller -> line.put("caller", caller));
        line.put("milliseconds", took.toMillis());
        origin.log(Level.INFO, "budget-plan-export " + JsonText.of(line));
    }
}
