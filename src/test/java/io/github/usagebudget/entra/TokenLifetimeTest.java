package io.github.usagebudget.entra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usagebudget.entra.AccessTokens.Claims;
import io.github.usagebudget.json.JsonText;
import io.github.usagebudget.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLifetimeTest {
    private static final Instant NOW = Instant.parse("2030-01-10T02:01:28Z");
    private static final Duration SHORT = Duration.ofMinutes(5);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # expires_on                        | the moment
            1894262488                          | 2030-01-10T08:01:28Z
            "1894262488"                        | 2030-01-10T08:01:28Z
            " 1894262488 "                      | 2030-01-10T08:01:28Z
            1894262488.75                       | 2030-01-10T08:01:28Z
            "1894262488.75"                     | 2030-01-10T08:01:28Z
            1894262488000                       | 2030-01-10T08:01:28Z
            "1/10/2030 8:01:28 AM +00:00"       | 2030-01-10T08:01:28Z
            "1/10/2030 8:01:28 PM +00:00"       | 2030-01-10T20:01:28Z
            "1/10/2030 12:01:28 AM +00:00"      | 2030-01-10T00:01:28Z
            "1/10/2030 12:01:28 PM +00:00"      | 2030-01-10T12:01:28Z
            "01/10/2030 08:01:28 am"            | 2030-01-10T08:01:28Z
            "01/10/2030 08:01:28 +00:00"        | 2030-01-10T08:01:28Z
            "11/05/2030 15:18:31 +00:00"        | 2030-11-05T15:18:31Z
            "09/14/2030 00:00:00 PM +00:00"     | 2030-09-14T12:00:00Z
            "1/10/2030 8:01:28 AM +02:00"       | 2030-01-10T06:01:28Z
            "1/10/2030 8:01:28 AM"              | 2030-01-10T08:01:28Z
            "1/10/2030 8:01:28\\u202fAM +00:00" | 2030-01-10T08:01:28Z
            "1/10/2030 8:01:28\\u00a0AM +00:00" | 2030-01-10T08:01:28Z
            "2030-07-02 08:00:34Z"              | 2030-07-02T08:00:34Z
            "2030-07-02T08:00:34Z"              | 2030-07-02T08:00:34Z
            "2030-07-02T08:00:34.1234567Z"      | 2030-07-02T08:00:34Z
            "2030-07-02T10:00:34+02:00"         | 2030-07-02T08:00:34Z
            "2030-07-02T10:00:34.1+0200"        | 2030-07-02T08:00:34Z
            "2030-07-02 08:00:34 +00:00"        | 2030-07-02T08:00:34Z
            "2030-07-02 08:00:34 UTC"           | 2030-07-02T08:00:34Z
            "2030-07-02 08:00:34"               | 2030-07-02T08:00:34Z
            "2030/07/02 08:00"                  | 2030-07-02T08:00:00Z
            "Tue, 2 Jul 2030 08:00:34 GMT"      | 2030-07-02T08:00:34Z
            """)
    void an_expiry_is_read_in_every_known_form(String expiresOn, Instant moment) {
        assertThat(TokenLifetime.expiresOn(
                        answer("{\"expires_on\":" + expiresOn + "}").member("expires_on")))
                .contains(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"soon\"",
                "\"\"",
                "null",
                "true",
                "[]",
                "{}",
                "\"13/13/2030 08:00:00\"",
                "\"2030-02-30 08:00:00\"",
                "\"2030-07-02 25:00:00\"",
                "\"2030-07-02 08:00:34 +99:00\"",
                "\"2030-07-02\"",
                "\"10.01.2030 08:01:28\"",
                "\"1e9999999999\""
            })
    void an_unreadable_expiry_is_not_a_failure(String expiresOn) {
        var answer = answer("{\"expires_on\":" + expiresOn + "}");
        assertThat(TokenLifetime.expiresOn(answer.member("expires_on"))).isEmpty();
        assertThat(fresh(answer, Optional.empty())).isEqualTo(SHORT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # what the answer says                            | exp of the token | fresh for
            {"expires_in":3600}                               |                  | PT55M
            {"expires_in":"3600"}                             |                  | PT55M
            {"expires_in":3600}                               | PT30M            | PT25M
            {"expires_in":3600}                               | PT2H             | PT55M
            {}                                                | PT1H             | PT55M
            {"expires_in":null}                               | PT1H             | PT55M
            {"expires_in":"an hour"}                          | PT1H             | PT55M
            {"expires_in":0}                                  | PT1H             | PT55M
            {"expires_in":-1}                                 | PT1H             | PT55M
            {"expires_in":"-3600"}                            | PT1H             | PT55M
            {"expires_in":1e400}                              | PT1H             | PT55M
            {"expires_on":"soon"}                             | PT1H             | PT55M
            {"expires_on":1}                                  | PT1H             | PT55M
            {"expires_on":-1894262488}                        | PT1H             | PT55M
            {"expires_on":"soon","expires_in":1800}           |                  | PT25M
            {"expires_on":"1/10/2030 3:01:28 AM +00:00"}      |                  | PT55M
            {"expires_in":600}                                |                  | PT5M
            {"expires_in":60}                                 |                  | PT30S
            {"expires_in":2}                                  |                  | PT1S
            {}                                                |                  | PT5M
            {"expires_in":0}                                  |                  | PT5M
            {"expires_in":0}                                  | PT-1H            | PT5M
            {"expires_in":99999999999999999999}               |                  | PT23H55M
            {"expires_on":9999999999}                         |                  | PT23H55M
            """)
    void the_earliest_end_in_the_future_is_used(String answer, Duration exp, Duration freshFor) {
        assertThat(fresh(answer(answer), Optional.ofNullable(exp).map(NOW::plus)))
                .isEqualTo(freshFor);
    }

    /** Expiries of random pieces of dates and numbers, chosen by a seed. */
    @Test
    void any_token_is_used_for_some_time_up_to_a_day() {
        var pieces = List.of(
                "1", "0", "-", "/", ":", " ", "T", "Z", "+", "2030", "12", "31", "59", "AM", "PM", "e", ".", "\u202f",
                "9999999", "GMT", "x");
        for (var seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (var i = random.nextInt(14); i > 0; i--) text.append(pieces.get(random.nextInt(pieces.size())));
            var answer = answer("{\"expires_on\":" + JsonText.of(text.toString()) + ",\"expires_in\":"
                    + JsonText.of(text.reverse().toString()) + "}");
            assertThat(fresh(answer, Optional.empty()))
                    .as("seed " + seed)
                    .isPositive()
                    .isLessThan(Duration.ofDays(1));
        }
    }

    private static Duration fresh(JsonValue answer, Optional<Instant> exp) {
        var claims = exp.map(end -> new Claims(List.of(), Optional.of(end), List.of()));
        return Duration.between(NOW, TokenLifetime.freshUntil(answer, claims, NOW));
    }

    private static JsonValue answer(String json) {
        return JsonValue.object(json.getBytes(UTF_8)).orElseThrow();
    }
}
