package io.github.usagebudget.remote;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a neighbour asks us to wait. */
public final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d+");
    /** Some 31 years: a longer wait makes no difference, and no arithmetic overflows. */
    private static final long MOST_SECONDS = 999_999_999;

    private RetryAfter() {}

    /** The header {@code Retry-After}: seconds, or an HTTP date (RFC 9110, 10.2.3); a date that has passed is no wait. */
    public static Optional<Duration> of(Answer answer, Clock clock) {
        return answer.header("Retry-After").map(String::strip).flatMap(text -> parse(text, clock));
    }

    /** A number of seconds of any length; a very long one comes out as the longest wait. */
    public static Duration seconds(String digits) {
        var significant = digits.replaceFirst("^0+(?=.)", "");
        return Duration.ofSeconds(
                significant.length() > 9 ? MOST_SECONDS : Math.min(MOST_SECONDS, Long.parseLong(significant)));
    }

    private static Optional<Duration> parse(String text, Clock clock) {
        if (SECONDS.matcher(text).matches()) return Optional.of(seconds(text));
        try {
            var date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
            var wait = Duration.between(clock.instant(), date);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
