package io.github.usagebudget.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The platform's limit for a function without an HTTP request. A function that reaches it takes down the whole worker, with every call in it, so
 * a plan run must end well before. Sources: https://learn.microsoft.com/azure/azure-functions/functions-host-json
 * (functionTimeout) and docs/partner-center.md, "Host, timers, blobs and queues". Stateless.
 */
final class FunctionTimeout {
    /** Takes precedence over the value in host.json. */
    static final String NAME = "AzureFunctionsJobHost__functionTimeout";

    /** As deployed with this function. */
    static final Duration OF_HOST_JSON = Duration.ofMinutes(5);
    /** For the report, and for customers that are being worked on. */
    private static final Duration RESERVE = Duration.ofSeconds(30);

    /** A .NET time span: days, hours, minutes, seconds. */
    private static final Pattern TIME_SPAN =
            Pattern.compile("(?:(\\d{1,5})\\.)?(\\d{1,2}):([0-5]?\\d):([0-5]?\\d)(?:\\.\\d{1,7})?");

    private FunctionTimeout() {}

    /**
     * @param value of {@value #NAME}; empty if it is not set
     * @throws io.github.usagebudget.budget.BudgetFailure {@code misconfigured} if a run of this length could reach it
     */
    static void check(Optional<String> value, Duration limit) {
        var text = value.map(String::strip).filter(timeout -> !timeout.isEmpty());
        // -1 means no limit
        if (text.filter("-1"::equals).isPresent()) return;
        var timeout = text.isEmpty() ? Optional.of(OF_HOST_JSON) : parse(text.get());
        if (timeout.isEmpty())
            throw Settings.misconfigured(
                    Setting.BUDGET_PLAN_TIME_LIMIT,
                    "cannot be compared with " + NAME + ", which must be a time span such as 00:30:00.");
        if (timeout.get().minus(RESERVE).compareTo(limit) < 0)
            throw Settings.misconfigured(
                    Setting.BUDGET_PLAN_TIME_LIMIT,
                    "must be at least " + RESERVE.toSeconds() + " s less than the platform's functionTimeout, which is "
                            + timeout.get().toSeconds() + " s: lower it, or raise " + NAME + ".");
    }

    private static Optional<Duration> parse(String text) {
        var span = TIME_SPAN.matcher(text);
        if (!span.matches()) return Optional.empty();
        var days = span.group(1) == null ? 0 : Long.parseLong(span.group(1));
        return Optional.of(Duration.ofDays(days)
                .plusHours(Long.parseLong(span.group(2)))
                .plusMinutes(Long.parseLong(span.group(3)))
                .plusSeconds(Long.parseLong(span.group(4))));
    }
}
