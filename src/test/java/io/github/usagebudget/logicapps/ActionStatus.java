package io.github.usagebudget.logicapps;

import java.util.Locale;

/** How an action ended. */
enum ActionStatus {
    SUCCEEDED,
    FAILED,
    SKIPPED;

    /** The spelling of Logic Apps, such as {@code Succeeded}. */
    String text() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
