package io.github.usagebudget.local;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** {@code extensions.queues} of host.json, with the host's defaults. As in the host, a setting {@code AzureFunctionsJobHost__…} overrides it. */
record QueueOptions(int batchSize, int newBatchThreshold, int maxDequeueCount, Duration visibilityTimeout) {
    private static final Pattern TIME_SPAN = Pattern.compile("(\\d{1,2}):(\\d{2}):(\\d{2})");
    private static final int LARGEST_BATCH = 32;

    QueueOptions {
        if (batchSize < 1 || batchSize > LARGEST_BATCH || newBatchThreshold < 0 || maxDequeueCount < 1)
            throw new IllegalArgumentException("host.json: extensions.queues exceeds the host's limits");
    }

    static QueueOptions of(Map<String, Object> hostFile, Function<String, Optional<String>> settings) {
        Function<String, Optional<String>> member = name -> settings.apply(
                        "AzureFunctionsJobHost__extensions__queues__" + name)
                .or(() -> queues(hostFile).map(queues -> queues.get(name)).map(String::valueOf));
        var batchSize = member.apply("batchSize").map(Integer::parseInt).orElse(16);
        return new QueueOptions(
                batchSize,
                member.apply("newBatchThreshold").map(Integer::parseInt).orElse(batchSize / 2),
                member.apply("maxDequeueCount").map(Integer::parseInt).orElse(5),
                member.apply("visibilityTimeout").map(QueueOptions::timeSpan).orElse(Duration.ZERO));
    }

    private static Optional<Map<?, ?>> queues(Map<String, Object> hostFile) {
        return hostFile.get("extensions") instanceof Map<?, ?> extensions
                        && extensions.get("queues") instanceof Map<?, ?> queues
                ? Optional.of(queues)
                : Optional.empty();
    }

    private static Duration timeSpan(String text) {
        var parts = TIME_SPAN.matcher(text);
        if (!parts.matches())
            throw new IllegalArgumentException("host.json: visibilityTimeout must be hh:mm:ss, not " + text);
        return Duration.ofHours(Long.parseLong(parts.group(1)))
                .plusMinutes(Long.parseLong(parts.group(2)))
                .plusSeconds(Long.parseLong(parts.group(3)));
    }
}
