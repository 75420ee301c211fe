package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.StorageAccount;
import jakarta.inject.Singleton;

/**
 * One batch of a plan from the queue. Delivered twice it does no harm: a plan is a desired state, and the report has the same name.
 * Scaling out, redelivery and the poison queue are the platform's (host.json). Thread-safe.
 */
@Singleton
public class ApplyBudgetBatchTrigger {
    static final String NAME = "apply-budget-batch";

    private final ScheduledPlans plans;

    ApplyBudgetBatchTrigger(ScheduledPlans plans) {
        this.plans = plans;
    }

    /** @throws io.github.usagebudget.budget.BudgetFailure for a message that is no batch */
    @FunctionName(NAME)
    @StorageAccount("AzureWebJobsStorage")
    public void run(
            @QueueTrigger(name = "message", queueName = "%BUDGET_BATCH_QUEUE%") String message,
            @BlobOutput(name = "report", path = "{reports}/{runId}/{batch}.json") OutputBinding<String> report,
            ExecutionContext context) {
        report.setValue(plans.applyBatch(message, context));
    }
}
