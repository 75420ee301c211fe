package io.github.usagebudget.remote;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a neighbour asks us to wait. */
public final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private RetryAfter() {}

    /** The header {@code Retry-After} in seconds. */
    public static Optional<Duration> of(Answer answer) {
        return answer.header("Retry-After")
                .map(String::strip)
                .filter(text -> SECONDS.matcher(text).matches())
                .map(Long::parseLong)
                .map(Duration::ofSeconds);
    }
}
