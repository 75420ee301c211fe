package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.StorageAccount;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.budget.TextForms;
import io.github.usagebudget.entra.RefreshTokenRenewal;
import io.github.usagebudget.entra.RefreshTokenRenewal.Renewal;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;

/** The functions without a caller. The host's bindings read and write blobs and queue messages. Thread-safe. */
@Singleton
public class TimerAndQueueTriggers {
    private static final Duration LONGEST_RENEWAL = Duration.ofMinutes(2);

    private final Instance<ScheduledPlans> plans;
    private final Instance<RefreshTokenRenewal> renewal;
    private final Ticker ticker;

    /** The first call that needs one of the instances creates it. */
    TimerAndQueueTriggers(Instance<ScheduledPlans> plans, Instance<RefreshTokenRenewal> renewal, Ticker ticker) {
        this.plans = plans;
        this.renewal = renewal;
        this.ticker = ticker;
    }

    /** Applies the plan in the blob and writes the report to another blob; a large plan is sent out as queue messages. */
    @FunctionName("scheduled-budget-plan")
    @StorageAccount("AzureWebJobsStorage")
    public void applyScheduledPlan(
            @TimerTrigger(name = "timer", schedule = "%BUDGET_PLAN_SCHEDULE%") String timer,
            @BlobInput(name = "plan", path = "%BUDGET_PLAN_BLOB%", dataType = "binary") byte[] plan,
            @BlobOutput(name = "report", path = "%BUDGET_REPORT_BLOB%") OutputBinding<String> report,
            @QueueOutput(name = "batches", queueName = "%BUDGET_BATCH_QUEUE%") OutputBinding<List<String>> batches,
            ExecutionContext context) {
        var output = plans.get().applyScheduled(plan, context);
        output.report().ifPresent(report::setValue);
        if (!output.batches().isEmpty()) batches.setValue(output.batches());
    }

    /**
     * Applies one batch of a plan. A batch that is delivered again writes nothing that is already set, and replaces its report.
     * The platform scales out, redelivers messages and moves failing ones to the poison queue (host.json).
     *
     * @throws io.github.usagebudget.budget.BudgetFailure if the batch is refused or was stopped
     */
    @FunctionName("apply-budget-batch")
    @StorageAccount("AzureWebJobsStorage")
    public void applyBatch(
            @QueueTrigger(name = "message", queueName = "%BUDGET_BATCH_QUEUE%") String message,
            @BlobOutput(name = "report", path = "{reports}/{runId}/{batch}.json") OutputBinding<String> report,
            ExecutionContext context) {
        report.setValue(plans.get().applyBatch(message, context));
    }

    /** Does not throw if the renewal fails: the host would only log a stack trace, and the next run retries anyway. */
    @FunctionName("renew-refresh-token")
    public void renewRefreshToken(
            @TimerTrigger(name = "timer", schedule = "%REFRESH_TOKEN_SCHEDULE%") String timer,
            ExecutionContext context) {
        var done = renewal.get().renew(Deadline.after(LONGEST_RENEWAL, ticker));
        InvocationContext.log(
                context, RenewalRecord.level(done), "refresh-token-renewal", RenewalRecord.of(context, done));
    }

    /** The log record of one renewal of the refresh token. */
    record RenewalRecord(
            String invocationId,
            String outcome,
            Long ageDays,
            String version,
            String expires,
            String code,
            String detail) {
        static RenewalRecord of(ExecutionContext invocation, Renewal renewal) {
            return new RenewalRecord(
                    invocation.getInvocationId(),
                    TextForms.kebabCase(renewal.outcome()),
                    renewal.age().map(Duration::toDays).orElse(null),
                    renewal.version().orElse(null),
                    renewal.expiry().map(Instant::toString).orElse(null),
                    renewal.failure()
                            .map(BudgetFailure::kind)
                            .map(BudgetFailure.Kind::code)
                            .orElse(null),
                    renewal.failure().map(BudgetFailure::getMessage).orElse(null));
        }

        /** A warning if the token was not renewed for two thirds of its lifetime, even if this run renewed it. */
        static Level level(Renewal renewal) {
            if (renewal.failure().isPresent()) return Level.SEVERE;
            return renewal.cameLate() ? Level.WARNING : Level.INFO;
        }
    }
}
