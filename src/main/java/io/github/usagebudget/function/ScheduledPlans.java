package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.FieldFault;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.function.BatchMessage.ReportFolder;
import io.github.usagebudget.function.BatchReader.Batch;
import io.github.usagebudget.http.Causes;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.CsvDialect;
import io.github.usagebudget.plan.PlanReader;
import io.github.usagebudget.plan.PlanReader.PlanFormat;
import io.github.usagebudget.plan.PlanReport;
import io.github.usagebudget.plan.PlanRun;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;

/** Runs plans that no caller waits for: from a blob on a schedule, or a batch from the queue. Thread-safe. */
@Singleton
class ScheduledPlans {
    /** Longer than every possible limit, so only BUDGET_PLAN_TIME_LIMIT and the platform's functionTimeout limit a run. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final PlanRuns runs;
    private final Settings settings;
    private final Clock clock;

    ScheduledPlans(PlanRuns runs, Settings settings, Clock clock) {
        this.runs = runs;
        this.settings = settings;
        this.clock = clock;
    }

    /** A report in the form of its blob, empty if there was no plan, and messages for the queue. */
    record RunOutput(Optional<String> report, List<String> batches) {}

    /**
     * Applies the plan in the blob. Never throws: failures are in the log and in the report.
     *
     * @param blob null if there is none
     */
    RunOutput applyScheduled(byte[] blob, ExecutionContext invocation) {
        var correlationId = UUID.randomUUID();
        var origin = InvocationContext.of(invocation, correlationId.toString());
        var form = reportForm();
        try {
            settings.refuseUnknown();
            settings.checkTimeLimit();
            settings.find(Setting.BUDGET_REPORT_BLOB);
            var run = runs.run(correlationId, origin, settings.get(Setting.BUDGET_PLAN_DRY_RUN), LONGEST);
            var where = settings.required(Setting.BUDGET_PLAN_BLOB);
            var format = PlanFormat.ofBlobName(where)
                    .orElseThrow(() -> Settings.misconfigured(
                            Setting.BUDGET_PLAN_BLOB, "must name a blob that ends in .json, .ndjson or .csv."));
            var fanOut = settings.get(Setting.BUDGET_PLAN_FAN_OUT);
            if (blob == null) {
                origin.log(
                        Level.WARNING,
                        "budget-plan-missing blob=" + where
                                + " detail=There is no plan at BUDGET_PLAN_BLOB: store one there;"
                                + " nothing was done.");
                return new RunOutput(Optional.empty(), List.of());
            }
            var plan = PlanReader.read(format, blob);
            return applied(plan, run, form, origin, fanOut.orElse(Integer.MAX_VALUE));
        } catch (RuntimeException | Error e) {
            return new RunOutput(Optional.of(refused(BudgetFailure.of(e), form, origin)), List.of());
        }
    }

    /** By the extension, in any letter case. Does not check the setting, because its own fault must be reported in some form too. */
    private Representation reportForm() {
        var name = settings.text(Setting.BUDGET_REPORT_BLOB).orElse("").toLowerCase(Locale.ROOT);
        return BudgetPlanResponse.FORMS.stream()
                .filter(form -> name.endsWith(form.extension()))
                .findFirst()
                .orElse(Representation.JSON);
    }

    /**
     * @throws BudgetFailure if it is refused or was stopped, which is also logged; the platform delivers it again, and finally moves it
     *     to the poison queue
     */
    String applyBatch(String message, ExecutionContext invocation) {
        var queued = accepted(message, invocation);
        var batch = queued.batch();
        var report = runs.applyBatch(batch.plan(), batch.batches(), queued.run(), queued.origin());
        if (report.stopped().isPresent()) throw report.stopped().get();
        return written(report, Representation.JSON, queued.origin());
    }

    private record QueuedBatch(Batch batch, PlanRun run, InvocationContext origin) {}

    /** Checks everything before any request, because the host uses the report's path only after the function has run. */
    private QueuedBatch accepted(String message, ExecutionContext invocation) {
        var reader = new BatchReader();
        try {
            settings.refuseUnknown();
            settings.checkTimeLimit();
            var batch = reader.read(message, ReportFolder.of(settings));
            var origin = InvocationContext.of(invocation, batch.correlationId().toString());
            var run = runs.run(batch.correlationId(), origin, batch.dryRun(), LONGEST)
                    .of(batch.runId());
            runs.check(batch.plan());
            return new QueuedBatch(batch, run, origin);
        } catch (RuntimeException | Error e) {
            var failure = BudgetFailure.of(e);
            var refusal = BatchRefusal.of(failure, reader, invocation);
            InvocationContext.log(invocation, Level.SEVERE, "budget-batch-refused", refusal);
            throw failure;
        }
    }

    /** @param most a plan with more customers, including those that get the default, is sent out in batches */
    private RunOutput applied(BudgetPlan plan, PlanRun run, Representation form, InvocationContext origin, int most) {
        var log = runs.log(run, origin);
        var prepared = runs.prepare(plan, run, origin, plan.budgets().size() > most);
        if (prepared.plan().budgets().size() <= most || prepared.stopped().isPresent())
            return new RunOutput(Optional.of(written(runs.apply(prepared, run, log), form, origin)), List.of());
        log.prepared(prepared);
        var messages = BatchMessage.of(prepared.openPlan(), run, ReportFolder.of(settings));
        var report = PlanReport.queued(prepared, run, clock.instant());
        log.ended(report);
        return new RunOutput(Optional.of(written(report, form, origin)), messages);
    }

    private static String refused(BudgetFailure failure, Representation form, InvocationContext origin) {
        var problem = Problem.of(failure, Optional.empty(), origin.correlationId());
        var first = failure.faults().stream().findFirst();
        origin.log(
                Level.SEVERE,
                "budget-plan-refused code=" + problem.code() + " correlationId=" + origin.correlationId() + " detail="
                        + problem.detail()
                        + first.map(fault -> " first=" + fault.pointer() + " " + fault.detail())
                                .orElse("")
                        + Optional.ofNullable(failure.getCause())
                                .map(cause -> " cause=" + Causes.loggable(cause))
                                .orElse(""));
        return BudgetPlanResponse.refusal(problem, form);
    }

    /** The log record of a refused batch. It has no report. */
    record BatchRefusal(
            String runId,
            String correlationId,
            String invocationId,
            String code,
            String detail,
            List<FieldFault> errors) {
        /** So many fit into a log line. */
        private static final int MOST_FAULTS = 50;

        static BatchRefusal of(BudgetFailure failure, BatchReader reader, ExecutionContext invocation) {
            var faults = failure.faults();
            return new BatchRefusal(
                    reader.runId().orElse(null),
                    reader.correlationId().orElse(null),
                    invocation.getInvocationId(),
                    failure.kind().code(),
                    failure.getMessage(),
                    faults.isEmpty() ? null : faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
        }
    }

    private static String written(PlanReport report, Representation form, InvocationContext origin) {
        return new BudgetPlanResponse(report, origin.correlationId(), CsvDialect.COMMA).as(form);
    }
}
