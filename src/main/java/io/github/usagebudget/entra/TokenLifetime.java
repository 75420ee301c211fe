package io.github.usagebudget.entra;

import io.github.usagebudget.entra.AccessTokens.Claims;
import io.github.usagebudget.json.JsonValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long a token is used: until shortly before the earliest future moment that the answer ({@code expires_on}, {@code expires_in}) or the
 * token itself ({@code exp}) names. If none of them can be read, the token is used for a short time; it is never refused because of them.
 * Stateless.
 *
 * <p>{@code expires_on} is documented as seconds since 1970
 * (https://learn.microsoft.com/azure/app-service/overview-managed-identity), but occurs as a date, too; version 1 of Entra's endpoint gives {@code expires_in} as a string (https://learn.microsoft.com/partner-center/developer/partner-center-authentication).
 */
final class TokenLifetime {
    /** How long before its end a token is replaced: clocks differ, and a call takes time. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    /** An assumed life: after subtracting the margin, the token is used for as long as the margin. */
    private static final Duration UNKNOWN = MARGIN.multipliedBy(2);

    /** Longer than any token lives, and short enough for any arithmetic. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Later than any date that matters, and within the range of {@link Instant}. */
    private static final BigDecimal MOST = new BigDecimal("1000000000000");

    /** A number that would be thousands of years from now in seconds is in milliseconds. */
    private static final BigDecimal MILLISECONDS_FROM = new BigDecimal("100000000000");

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,20}(\\.\\d{1,20})?");

    private TokenLifetime() {}

    /** The end of the time in which the token is not replaced: at least half of its life, so that a short-lived token is not fetched for every call. */
    static Instant freshUntil(JsonValue answer, Optional<Claims> claims, Instant now) {
        var ends = Stream.of(
                expiresOn(answer.member("expires_on")),
                number(answer.member("expires_in")).map(seconds -> later(now, seconds)),
                claims.flatMap(Claims::expiry));
        var life = ends.flatMap(Optional::stream)
                .filter(end -> end.isAfter(now))
                .map(end -> Duration.between(now, end))
                .min(Duration::compareTo)
                .orElse(UNKNOWN);
        if (life.compareTo(LONGEST) > 0) life = LONGEST;
        var margin = life.compareTo(MARGIN.multipliedBy(2)) < 0 ? life.dividedBy(2) : MARGIN;
        return now.plus(life.minus(margin));
    }

    /** Empty if it is neither a number nor a date. */
    static Optional<Instant> expiresOn(JsonValue value) {
        return number(value)
                .map(seconds -> seconds.compareTo(MILLISECONDS_FROM) < 0 ? seconds : seconds.movePointLeft(3))
                .map(seconds -> later(Instant.EPOCH, seconds))
                .or(() -> TokenDate.read(value.asText()));
    }

    private static Optional<BigDecimal> number(JsonValue value) {
        return value.number()
                .or(() -> Optional.of(value.asText().strip())
                        .filter(NUMBER.asMatchPredicate())
                        .map(BigDecimal::new));
    }

    private static Instant later(Instant from, BigDecimal seconds) {
        return from.plusSeconds(seconds.min(MOST).max(MOST.negate()).longValue());
    }

    /**
     * Reads the dates that occur as {@code expires_on} of a managed identity's token: {@code 1/10/2020 8:01:28 AM +00:00}
     * (https://github.com/Azure/azure-sdk-for-python/issues/9393), {@code 11/05/2021 15:18:31 +00:00}
     * (https://github.com/Azure/azure-cli/pull/20215), {@code 2021-07-02 08:00:34Z}
     * (https://github.com/Azure/azure-sdk-for-python/issues/19641), ISO 8601, and the date of HTTP. A date without a zone is read as UTC. Stateless.
     */
    static final class TokenDate {
        private static final String TIME = "[ T](?<hour>\\d{1,2}):(?<minute>\\d{2})(:(?<second>\\d{2})([.,]\\d{1,9})?)?"
                + "( ?(?<half>[AP])M)?( ?(?<zone>Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?";
        private static final Pattern YEAR_FIRST =
                Pattern.compile("(?<year>\\d{4})[-/](?<month>\\d{1,2})[-/](?<day>\\d{1,2})" + TIME);
        private static final Pattern MONTH_FIRST =
                Pattern.compile("(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})" + TIME);

        /** Includes the non-breaking spaces that .NET puts before AM and PM. */
        private static final Pattern SPACES = Pattern.compile("[\\s\\u00A0\\u202F]+");

        private TokenDate() {}

        /** Empty if it is no date. */
        static Optional<Instant> read(String text) {
            var written = SPACES.matcher(text.strip()).replaceAll(" ");
            for (var form : new Pattern[] {YEAR_FIRST, MONTH_FIRST}) {
                var parts = form.matcher(written.toUpperCase(Locale.ROOT));
                if (parts.matches()) return valid(() -> instant(parts));
            }
            return valid(() -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(written)));
        }

        private static Instant instant(Matcher parts) {
            var hour = part(parts, "hour");
            if ("P".equals(parts.group("half")) && hour < 12) hour += 12;
            if ("A".equals(parts.group("half")) && hour == 12) hour = 0;
            var second = parts.group("second") == null ? 0 : part(parts, "second");
            return LocalDateTime.of(
                            part(parts, "year"),
                            part(parts, "month"),
                            part(parts, "day"),
                            hour,
                            part(parts, "minute"),
                            second)
                    .toInstant(zone(parts.group("zone")));
        }

        private static int part(Matcher parts, String name) {
            return Integer.parseInt(parts.group(name));
        }

        private static ZoneOffset zone(String zone) {
            return zone == null || Character.isLetter(zone.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(zone);
        }

        private static Optional<Instant> valid(Supplier<Instant> date) {
            try {
                return Optional.of(date.get());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}
