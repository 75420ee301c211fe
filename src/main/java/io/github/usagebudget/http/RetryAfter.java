package io.github.usagebudget.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long an external service asks its caller to wait. */
public final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d+");
    /** Some 31 years: a longer wait makes no difference, and no arithmetic overflows. */
    private static final long MOST_SECONDS = 999_999_999;

    private RetryAfter() {}

    /**
     * The header {@code Retry-After}: seconds, or an HTTP date (RFC 9110, 10.2.3). A date is relative to the answer's own {@code Date}, because
     * clocks differ. A date that has passed means no wait.
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

    /** A number of seconds with any count of digits; a very large one becomes the longest wait. */
    public static Duration seconds(String digits) {
        var significant = digits.replaceFirst("^0+(?=.)", "");
        return Duration.ofSeconds(
                significant.length() > 9 ? MOST_SECONDS : Math.min(MOST_SECONDS, Long.parseLong(significant)));
    }

    /** HTTP dates in the three forms that a recipient must accept (RFC 9110, 5.6.7). */
    static final class HttpDate {
        /** {@code Sun Nov  6 08:49:37 1994}. */
        private static final DateTimeFormatter ASCTIME =
                DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);

        private HttpDate() {}

        /** @param now decides the century of a two-digit year, which is at most 50 years ahead */
        static Optional<Instant> parse(String text, Instant now) {
            try {
                if (text.contains("-")) return Optional.of(utc(text, rfc850(now)));
                if (text.endsWith("GMT"))
                    return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
                return Optional.of(utc(text, ASCTIME));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        /** {@code Sunday, 06-Nov-94 08:49:37 GMT}. */
        private static DateTimeFormatter rfc850(Instant now) {
            var earliest = now.atOffset(ZoneOffset.UTC).toLocalDate().minusYears(49);
            return new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, earliest)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH);
        }

        private static Instant utc(String text, DateTimeFormatter form) {
            return LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC);
        }
    }
}
