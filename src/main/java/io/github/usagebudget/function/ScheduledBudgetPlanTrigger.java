package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.StorageAccount;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * On {@code BUDGET_PLAN_SCHEDULE}: applies the plan in the blob and leaves the report in another; a large plan goes out as queue
 * messages. Blobs and queue are the host's bindings: no storage SDK. Thread-safe.
 */
@Singleton
public class ScheduledBudgetPlanTrigger {
    static final String NAME = "scheduled-budget-plan";

    private final ScheduledPlans plans;

    ScheduledBudgetPlanTrigger(ScheduledPlans plans) {
        this.plans = plans;
    }

    @FunctionName(NAME)
    @StorageAccount("AzureWebJobsStorage")
    public void run(
            @TimerTrigger(name = "timer", schedule = "%BUDGET_PLAN_SCHEDULE%") String timer,
            @BlobInput(name = "plan", path = "%BUDGET_PLAN_BLOB%", dataType = "binary") byte[] plan,
            @BlobOutput(name = "report", path = "%BUDGET_REPORT_BLOB%") OutputBinding<String> report,
            @QueueOutput(name = "batches", queueName = "%BUDGET_BATCH_QUEUE%") OutputBinding<List<String>> batches,
            ExecutionContext context) {
        var left = plans.applyScheduled(plan, context);
        left.report().ifPresent(report::setValue);
        if (!left.batches().isEmpty()) batches.setValue(left.batches());
    }
}
