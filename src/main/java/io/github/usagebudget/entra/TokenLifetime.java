package io.github.usagebudget.entra;

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
 * How long a token is used: up to the earliest moment in the future that the answer ({@code expires_on}, {@code expires_in}) or the token
 * itself ({@code exp}) names. If none of them can be read, the token is used for a short time; a token is never refused because of
 * them. Stateless.
 *
 * <p>{@code expires_on} is documented as seconds since 1970
 * (https://learn.microsoft.com/azure/app-service/overview-managed-identity), but has come as a date in several forms
 * (https://github.com/Azure/azure-sdk-for-python/issues/9393, https://github.com/Azure/azure-cli/pull/20215,
 * https://github.com/MicrosoftDocs/azure-docs/issues/33604). In version 1 {@code expires_in} is a text.
 */
final class TokenLifetime {
    /** How long before its end a token is replaced: clocks differ, and a call takes its time. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    /** If the end is unknown, the token is used for as long as the margin. */
    private static final Duration UNKNOWN = MARGIN.multipliedBy(2);

    /** Longer than any of them lives, and short enough for any arithmetic. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Beyond any date that matters, and within what {@link Instant} can hold. */
    private static final BigDecimal MOST = new BigDecimal("1000000000000");

    /** A number of seconds that would be thousands of years from now is one of milliseconds. */
    private static final BigDecimal MILLISECONDS_FROM = new BigDecimal("100000000000");

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,20}(\\.\\d{1,20})?");

    private static final String TIME = "[ T](?<hour>\\d{1,2}):(?<minute>\\d{2})(:(?<second>\\d{2})([.,]\\d{1,9})?)?"
            + "( ?(?<half>[AP])M)?( ?(?<zone>Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?";
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<year>\\d{4})[-/](?<month>\\d{1,2})[-/](?<day>\\d{1,2})" + TIME);
    private static final Pattern MONTH_FIRST =
            Pattern.compile("(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})" + TIME);

    /** Also the spaces that do not break, which .NET puts before AM and PM. */
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00A0\\u202F]+");

    private TokenLifetime() {}

    /** Until when the token needs no replacement: half of its life at least, so that a short-lived one is not asked for all the time. */
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

    /** Empty for what is neither a number nor a date. */
    static Optional<Instant> expiresOn(JsonValue value) {
        return number(value)
                .map(seconds -> seconds.compareTo(MILLISECONDS_FROM) < 0 ? seconds : seconds.movePointLeft(3))
                .map(seconds -> later(Instant.EPOCH, seconds))
                .or(() -> date(SPACES.matcher(value.shown().strip()).replaceAll(" ")));
    }

    private static Optional<BigDecimal> number(JsonValue value) {
        return value.number()
                .or(() -> Optional.of(value.shown().strip())
                        .filter(NUMBER.asMatchPredicate())
                        .map(BigDecimal::new));
    }

    private static Instant later(Instant from, BigDecimal seconds) {
        return from.plusSeconds(seconds.min(MOST).max(MOST.negate()).longValue());
    }

    private static Optional<Instant> date(String text) {
        var written = text.toUpperCase(Locale.ROOT);
        for (var form : new Pattern[] {YEAR_FIRST, MONTH_FIRST}) {
            var parts = form.matcher(written);
            if (parts.matches()) return read(() -> instant(parts));
        }
        return read(() -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    }

    private static Instant instant(Matcher parts) {
        var hour = part(parts, "hour");
        if ("P".equals(parts.group("half")) && hour < 12) hour += 12;
        if ("A".equals(parts.group("half")) && hour == 12) hour = 0;
        return LocalDateTime.of(
                        part(parts, "year"),
                        part(parts, "month"),
                        part(parts, "day"),
                        hour,
                        part(parts, "minute"),
                        parts.group("second") == null ? 0 : part(parts, "second"))
                .toInstant(zone(parts.group("zone")));
    }

    private static int part(Matcher parts, String name) {
        return Integer.parseInt(parts.group(name));
    }

    /** A time without a zone is taken for UTC, which the platform's machines live by. */
    private static ZoneOffset zone(String zone) {
        return zone == null || zone.matches("[A-Z]+") ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }

    private static Optional<Instant> read(Supplier<Instant> date) {
        try {
            return Optional.of(date.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
