package io.github.usagebudget.entra;

import io.github.usagebudget.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
}
