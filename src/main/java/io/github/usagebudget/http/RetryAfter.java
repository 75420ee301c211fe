package io.github.usagebudget.http;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long an external service asks us to wait. */
public final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d+");
    /** Some 31 years: a longer wait makes no difference, and no arithmetic overflows. */
    private static final long MOST_SECONDS = 999_999_999;

    private RetryAfter() {}

    /**
     * The header {@code Retry-After}: seconds, or an HTTP date (RFC 9110, 10.2.3), which counts from the answer's own date, because the
     * clocks may differ. A date that has passed is no wait.
     */
    public static Optional<Duration> of(HttpReply answer, Clock clock) {
        var asked = answer.header("Retry-After").map(String::strip);
        if (asked.filter(text -> SECONDS.matcher(text).matches()).isPresent()) return asked.map(RetryAfter::seconds);
        var now = clock.instant();
        return asked.flatMap(text -> HttpDate.parse(text, now)).map(until -> {
            var sent = answer.header("Date").map(String::strip).flatMap(text -> HttpDate.parse(text, now));
            var wait = Duration.between(sent.orElse(now), until);
            if (wait.isNegative()) return Duration.ZERO;
            return wait.getSeconds() < MOST_SECONDS ? wait : Duration.ofSeconds(MOST_SECONDS);
        });
    }

    /** A number of seconds of any length; a very long one comes out as the longest wait. */
    public static Duration seconds(String digits) {
        var significant = digits.replaceFirst("^0+(?=.)", "");
        return Duration.ofSeconds(
                significant.length() > 9 ? MOST_SECONDS : Math.min(MOST_SECONDS, Long.parseLong(significant)));
    }
}
