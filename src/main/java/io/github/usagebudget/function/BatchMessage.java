package io.github.usagebudget.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.plan.BudgetPlan;
import io.github.usagebudget.plan.PlanRun;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One batch of a plan as a queue message (docs/plans.md, "Fan out"); {@link BatchReader} reads it. The host builds the path of the batch's
 * report from the members {@code reports}, {@code runId} and {@code batch}.
 */
record BatchMessage(
        String runId,
        String planVersion,
        String correlationId,
        boolean dryRun,
        String reports,
        int batch,
        int batches,
        List<BatchedBudget> budgets) {
    /**
     * Bytes in UTF-8. In Base64 they are 64 KiB, the limit of a queue (https://learn.microsoft.com/rest/api/storageservices/put-message). A
     * longer message would fail the run and leave its report empty.
     */
    static final int LONGEST = 48 * 1024;

    static final int MOST_BATCHES = 999_999;

    /** Few enough for the time limit of one invocation. */
    private static final int MOST_CUSTOMERS = 100;

    /**
     * @param expectedAmount absent (null here) if any budget is accepted, null (empty) if no budget is expected
     * @param default_ true if the amount is the plan's default, else absent (null here)
     */
    record BatchedBudget(
            String customerTenantId,
            Optional<BigDecimal> amount,
            Boolean removeBudget,
            Optional<BigDecimal> expectedAmount,
            String companyName,
            Boolean default_) {
        private static BatchedBudget of(BudgetChange change) {
            return new BatchedBudget(
                    change.customer().toString(),
                    change.asked().amount(),
                    change.amount().isPresent() ? null : true,
                    change.expected().map(Budget::amount).orElse(null),
                    change.companyName().orElse(null),
                    change.isDefault() ? true : null);
        }
    }

    /** The messages for a plan, in its order, split so that each has at most {@value #MOST_CUSTOMERS} customers and is short enough. */
    static List<String> of(BudgetPlan plan, PlanRun run, ReportFolder reports) {
        var room = LONGEST - length(of(plan, run, reports, MOST_BATCHES, MOST_BATCHES, List.of()));
        var parts = split(plan.budgets(), room);
        var messages = new ArrayList<String>();
        for (var part : parts)
            messages.add(JsonText.of(of(plan, run, reports, messages.size() + 1, parts.size(), part)));
        return messages;
    }

    private static BatchMessage of(
            BudgetPlan plan, PlanRun run, ReportFolder reports, int batch, int batches, List<BatchedBudget> budgets) {
        var correlationId = run.correlationId().toString();
        return new BatchMessage(
                run.id(), plan.version(), correlationId, run.dryRun(), reports.path(), batch, batches, budgets);
    }

    private static List<List<BatchedBudget>> split(List<BudgetChange> budgets, int room) {
        var parts = new ArrayList<List<BatchedBudget>>();
        var left = 0;
        for (var i = 0; i < budgets.size(); i++) {
            var entry = BatchedBudget.of(budgets.get(i));
            // and a comma
            var length = length(entry) + 1;
            if (i % MOST_CUSTOMERS == 0 || length > left) {
                parts.add(new ArrayList<>());
                left = room;
            }
            parts.get(parts.size() - 1).add(entry);
            left -= length;
        }
        return parts;
    }

    private static int length(Record written) {
        return JsonText.of(written).getBytes(UTF_8).length;
    }

    /**
     * The folder for the reports of batches: the folder in {@code BUDGET_REPORT_BLOB}. The host takes the path of a batch's report from the
     * message, so without a check anyone who can queue a message could write to any container. Immutable.
     *
     * @param path container and folders, without a slash at the end
     */
    record ReportFolder(String path) {
        /** Subfolders without anything that the host or a storage client could resolve or decode. */
        private static final Pattern FOLDERS = Pattern.compile("(/(?!\\.+(/|$))[\\w. -]{1,128}){0,8}");

        /**
         * The setting's folder, up to the first expression such as {@code {DateTime}}, because the host does not resolve expressions in a
         * message.
         *
         * @throws io.github.usagebudget.budget.BudgetFailure {@code misconfigured} if the setting is absent or has no such folder
         */
        static ReportFolder of(Settings settings) {
            var segments = settings.required(Setting.BUDGET_REPORT_BLOB).split("/", -1);
            var folders = 0;
            while (folders < segments.length - 1 && !segments[folders].contains("{")) folders++;
            var path = String.join("/", Arrays.copyOf(segments, folders));
            if (path.isEmpty())
                throw Settings.misconfigured(Setting.BUDGET_REPORT_BLOB, "must begin with the name of a container.");
            return new ReportFolder(path);
        }

        /** Whether a path is this folder or inside it. */
        boolean holds(String other) {
            return other.startsWith(path)
                    && FOLDERS.matcher(other.substring(path.length())).matches();
        }
    }
}
