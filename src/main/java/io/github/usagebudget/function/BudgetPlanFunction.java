package io.github.usagebudget.function;

import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.function.HttpCall.BodyRule;
import io.github.usagebudget.function.QueryParameters.Parameter;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.ExportBudgets;
import io.github.usagebudget.plan.ExportBudgets.BudgetExport;
import io.github.usagebudget.plan.PlanReader;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import io.github.usagebudget.plan.PlanRun;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.logging.Level;

/** Applies a plan, undoes an earlier run, and exports all customers and their current budgets as a plan. Thread-safe. */
@Singleton
public class BudgetPlanFunction {
    static final String NAME = "budget-plan";
    static final String EXPORT = "export-budget-plan";

    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final String LIMIT = "16 MiB";

    private static final BodyRule PLAN = new BodyRule(
            type -> PlanFormat.ofContentType(type).isPresent(),
            "application/json, application/x-ndjson, application/ndjson or text/csv",
            MOST_BYTES,
            LIMIT);

    private static final BodyRule REPORT = new BodyRule(
            PlanFormat.JSON::isOf, "application/json, with the report of the run to undo", MOST_BYTES, LIMIT);

    private final PlanRuns runs;
    private final Instance<ExportBudgets> exports;
    private final Clock clock;
    private final Ticker ticker;

    /** @param exports created by the first call that needs it */
    BudgetPlanFunction(PlanRuns runs, Instance<ExportBudgets> exports, Clock clock, Ticker ticker) {
        this.runs = runs;
        this.exports = exports;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** A run is only undone from its report as JSON, which has all outcomes and previous amounts. */
    static BodyRule body(QueryParameters query) {
        return isUndo(query) ? REPORT : PLAN;
    }

    private static boolean isUndo(QueryParameters query) {
        return query.flag(Parameter.UNDO).orElse(false);
    }

    /**
     * @throws io.github.usagebudget.budget.BudgetFailure if the plan is refused as a whole, for {@link Problem}. A failure for one
     *     customer is in the report.
     */
    @Funq(NAME)
    public BudgetPlanResponse budgetPlan(@Context HttpCall call) {
        call.requireBody();
        var query = call.query();
        var invocation = call.invocation();
        var dryRun = query.flag(Parameter.DRY_RUN).orElse(false);
        var run = runs.run(call.correlation().upstream(), invocation, dryRun, PlanRun.LONGEST_OVER_HTTP);
        var report = runs.apply(plan(call), run, invocation);
        return new BudgetPlanResponse(report, call.correlation().id(), query.dialect());
    }

    private static BudgetPlan plan(HttpCall call) {
        var body = new ByteArrayInputStream(call.body());
        if (isUndo(call.query())) return PlanReader.readUndo(body);
        var format = call.header("Content-Type").flatMap(PlanFormat::ofContentType);
        return PlanReader.read(format.orElseThrow(), body);
    }

    /** @throws io.github.usagebudget.budget.BudgetFailure for {@link Problem} */
    @Funq(EXPORT)
    public BudgetExportResponse exportBudgetPlan(@Context HttpCall call) {
        var started = ticker.nanos();
        var invocation = call.invocation();
        var run = runs.run(call.correlation().upstream(), invocation, true, PlanRun.LONGEST_OVER_HTTP);
        var export = exports.get().export(run);
        record(export, invocation, Duration.ofNanos(ticker.nanos() - started));
        return new BudgetExportResponse(
                export,
                call.query().dialect(),
                clock.instant(),
                call.correlation().id());
    }

    /** Logs one line, without names of customers. */
    private static void record(BudgetExport export, InvocationContext invocation, Duration took) {
        var line = new LinkedHashMap<String, Object>();
        line.put("customers", export.budgets().size() + export.unreadable().size());
        line.put("unreadable", export.unreadable().size());
        line.put("correlationId", invocation.correlationId());
        line.put("invocationId", invocation.invocationId());
        invocation.caller().ifPresent(caller -> line.put("caller", caller));
        line.put("milliseconds", took.toMillis());
        invocation.log(Level.INFO, "budget-plan-export", line);
    }
}
