package io.github.usagebudget.function;

import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import java.util.Arrays;
import java.util.regex.Pattern;

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
