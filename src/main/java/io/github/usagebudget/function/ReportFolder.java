package io.github.usagebudget.function;

import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Where the reports of batches go: below the folder of {@code BUDGET_REPORT_BLOB}. The host resolves a batch's report from the message's own
 * {@code reports}, so whoever may write a message could otherwise name any container. Immutable.
 *
 * @param path container and folders, without a slash at the end
 */
record ReportFolder(String path) {
    /** One folder: nothing that the host or a storage client could resolve or decode. */
    private static final Pattern FOLDERS = Pattern.compile("(/(?!\\.+(/|$))[\\w. -]{1,128}){0,8}");

    /**
     * The setting's folder, up to the first one whose name the host resolves, {@code {DateTime}} for example: in a message it would not be.
     *
     * @throws io.github.usagebudget.budget.BudgetFailure {@code misconfigured} if there is none
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

    /** Whether a path is this folder, or one in it. */
    boolean holds(String other) {
        return other.startsWith(path)
                && FOLDERS.matcher(other.substring(path.length())).matches();
    }
}
