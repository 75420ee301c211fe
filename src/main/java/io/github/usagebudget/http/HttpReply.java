package io.github.usagebudget.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.usagebudget.http.BlockingCall.Transmission;
import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The answer of an external service: JSON, HTML or nothing. Header names match in any letter case.
 *
 * @param body empty if it was too long
 * @param closing closes the connection that the answer came on
 */
public record HttpReply(int status, Map<String, String> headers, byte[] body, Runnable closing) {
    public HttpReply {
        var copy = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }

    public HttpReply(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, () -> {});
    }

    static HttpReply of(RestResponse<byte[]> response, Transmission transmission) {
        var headers = new HashMap<String, String>();
        response.getStringHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        var body = transmission.isTooLong() ? new byte[0] : bytes((RestResponse<?>) response);
        return new HttpReply(response.getStatus(), headers, body, transmission::closeConnection);
    }

    /** Quarkus converts only a success to the declared type; for any other status it hands over a stream. */
    private static byte[] bytes(RestResponse<?> response) {
        var entity = response.getEntity();
        if (entity instanceof byte[] read) return read;
        if (!(entity instanceof InputStream received)) return new byte[0];
        try (received) {
            return received.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body as a JSON object; empty if it is none. */
    public Optional<JsonValue> json() {
        return JsonValue.object(body);
    }

    public boolean successful() {
        return status >= 200 && status < 300;
    }

    /**
     * Whether this is an unsolicited 400 of a gateway: it has neither a fault in its body (a JSON object with a {@code code} or an {@code error},
     * in any letter case) nor a header of Partner Center's own. A gateway sends one on a connection that it closes. At the wrong moment it
     * looks like the answer to the next request (https://github.com/projectdiscovery/nuclei/issues/7671).
     */
    public boolean isGatewayRefusal() {
        return isRefusalWithout(Set.of("code", "error"))
                && headers.keySet().stream().noneMatch(name -> name.regionMatches(true, 0, "MS-", 0, 3));
    }

    /** The same for Entra and Key Vault, whose refusals all have an {@code error}. */
    public boolean isGatewayRefusalOfCredentials() {
        return isRefusalWithout(Set.of("error"));
    }

    /** Whether this is a 400 whose body is no JSON object with one of these members, in any letter case. */
    private boolean isRefusalWithout(Set<String> members) {
        return status == 400
                && json().stream()
                        .flatMap(object -> object.members().keySet().stream())
                        .noneMatch(name -> members.stream().anyMatch(name::equalsIgnoreCase));
    }

    /**
     * Closes the connection. Needed if the answer belongs to another request, because every later answer on that connection would, too. A
     * request that was sent on it meanwhile gets no answer.
     */
    public void closeConnection() {
        closing.run();
    }

    /** The same answer without a secret that the service repeated in it. */
    public HttpReply without(Redaction secret) {
        var text = new String(body, UTF_8);
        var inBody = secret.touches(text);
        if (!inBody && headers.values().stream().noneMatch(secret::touches)) return this;
        var rest = new TreeMap<String, String>();
        headers.forEach((name, value) -> rest.put(name, secret.removedFrom(value)));
        return new HttpReply(status, rest, inBody ? bodyWithout(secret, text) : body, closing);
    }

    /** In JSON, decoded texts and names are searched. JSON with a repeated member is treated as plain text, because one of the two would be lost. */
    private byte[] bodyWithout(Redaction secret, String text) {
        return JsonValue.strictObject(body)
                .map(object -> JsonText.of(secret.removedFrom(object.members())))
                .orElseGet(() -> secret.removedFrom(text))
                .getBytes(UTF_8);
    }

    /** How long an external service asks its caller to wait. */
    public static final class RetryAfter {
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
            if (asked.filter(SECONDS.asMatchPredicate()).isPresent()) return asked.map(RetryAfter::seconds);
            var now = clock.instant();
            return asked.flatMap(text -> date(text, now)).map(until -> {
                var sent = answer.header("Date").map(String::strip).flatMap(text -> date(text, now));
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

        /** In any form of RFC 9110, 5.6.7. {@code now} decides the century of a two-digit year, which is at most 50 years ahead. */
        private static Optional<Instant> date(String text, Instant now) {
            try {
                if (text.contains("-")) return Optional.of(utc(text, rfc850(now)));
                if (text.endsWith("GMT"))
                    return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
                // Sun Nov  6 08:49:37 1994
                return Optional.of(utc(text, DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH)));
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
